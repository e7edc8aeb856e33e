/** The twin of tests/plugins/Plugin.Conformance: whoever runs either sees the same. */
import { manifestOf } from './manifest.mjs';

const ALL_INPUTS = [
  'USER_ID', 'ID', 'STRING', 'BOOLEAN', 'NUMBER', 'AUDIO', 'IMAGE', 'VIDEO', 'DATETIME', 'GEOHASH',
  'RELATED_ITEM', 'URL', 'POLICY_ID', 'IP_ADDRESS', 'EMAIL_ADDRESS', 'MEDIA', 'FULL_ITEM',
];

let inside = 0;
let cancelled = 0;
/** @type {(() => void)[]} */
const gathered = [];

class Trouble extends Error {
  /**
   * @param {string} kind
   * @param {string} message
   * @param {number} [retryAfterMs]
   */
  constructor(kind, message, retryAfterMs) {
    super(message);
    Object.assign(this, { kind, retryAfterMs });
  }
}

const text = (input) => input.value.value;
const never = () => new Promise(() => {});

/** A signal with as little said of it as may be. */
const any = (type, outputType, run, more = {}) => ({
  signalTypeId: type,
  signal: {
    id: { type },
    displayName: type,
    description: 'For the suite.',
    docsUrl: null,
    recommendedThresholds: null,
    supportedLanguages: 'ALL',
    pricingStructure: { type: 'FREE' },
    eligibleInputs: ALL_INPUTS,
    outputType,
    getDisabledInfo: async () => ({ disabled: false }),
    needsMatchingValues: false,
    eligibleSubcategories: [],
    needsActionPenalties: false,
    integration: 'CONFORMANCE',
    allowedInAutomatedRules: true,
    run: async (input, signal) => run(input, outputType, signal),
    ...more,
  },
});

const score = (value) => (input, outputType) => ({ outputType, score: value(input) });
const BOOLEAN = { scalarType: 'BOOLEAN' };
const NUMBER = { scalarType: 'NUMBER' };
const STRING = { scalarType: 'STRING' };

function fail(input, outputType) {
  switch (text(input)) {
    case 'unavailable': throw new Trouble('Unavailable', 'The vendor is out.', 1500);
    case 'badCredential': throw new Trouble('BAD_CREDENTIAL', 'The key is wrong.');
    case 'outOfScope': throw new Trouble('outOfScope', 'The value is too large.');
    case 'permanent': return { type: 'ERROR', score: new Error('This will never work.') };
    case 'throws': throw new Error('boom');
    case 'hangs': return never();
    case 'nan': return { outputType, score: Number.NaN };
    case 'null': return null;
    case 'wrongType': return { outputType, score: 'text' };
    default: return { outputType, score: 1 };
  }
}

const wait = (input, outputType, signal) => new Promise((resolve) => {
  signal.addEventListener('abort', () => {
    cancelled++;
    resolve({ outputType, score: true });
  });
});

const gather = (input, outputType) => new Promise((resolve) => {
  gathered.push(() => resolve({ outputType, score: true }));
  if (++inside === Number(text(input))) gathered.forEach((go) => go());
});

function signals(context) {
  return [
    any('CONF_FULL', { scalarType: 'NUMBER', enum: [1, 2.5, 4], ordered: true }, score(() => 2.5), {
      displayName: 'Full',
      description: 'Says everything.',
      docsUrl: 'https://docs.vendor.example/full',
      eligibleInputs: ['STRING', 'IMAGE', 'FULL_ITEM'],
      getCost: () => 2.5,
      recommendedThresholds: { highPrecisionThreshold: 4, highRecallThreshold: 2.5 },
      supportedLanguages: ['ENGLISH', 'FRENCH'],
      pricingStructure: { type: 'SUBSCRIPTION' },
      needsMatchingValues: true,
      needsActionPenalties: true,
      eligibleSubcategories: [
        { id: 'a', label: 'A', description: 'The first.', childrenIds: ['b'] },
        { id: 'b', label: 'B', childrenIds: [] },
      ],
      allowedInAutomatedRules: false,
    }),
    any('CONF_PLAIN', BOOLEAN, score(() => true)),
    any('CONF_ECHO', STRING, score((input) => JSON.stringify(input))),
    any('CONF_BOOLEAN', BOOLEAN, score((input) => text(input) === 'true')),
    any('CONF_NUMBER', NUMBER, score((input) => Number(text(input)))),
    any('CONF_TEXT', STRING, (input, outputType) => ({ outputType, score: text(input), matchedValue: 'what matched', detail: 'in one sentence' })),
    any('CONF_ENUM', { scalarType: 'STRING', enum: ['LOW', 'MEDIUM', 'HIGH'], ordered: true }, score(text)),
    any('CONF_NOT_APPLICABLE', BOOLEAN, () => ({ notApplicable: 'Too short to judge.' })),
    any('CONF_FAIL', NUMBER, fail),
    any('CONF_WAIT', BOOLEAN, wait),
    any('CONF_CANCELLED', NUMBER, score(() => cancelled)),
    any('CONF_GATHER', BOOLEAN, gather),
    any('CONF_CONFIG', STRING, async (input, outputType) => ({ outputType, score: (await context.getCredential(input.orgId)).greeting ?? '(nothing saved)' })),
    any('CONF_STATIC', STRING, score(() => context.config.greeting ?? '')),
    any('CONF_LOG', BOOLEAN, score((input) => {
      console.log(text(input));
      return true;
    })),
    any('CONF_LEAK', BOOLEAN, async (input, outputType) => {
      const { apiKey } = await context.getCredential(input.orgId);
      console.log(`asked with ${apiKey}`);
      switch (text(input)) {
        case 'throws': throw new Error(`refused ${apiKey}`);
        case 'names': throw new Trouble('UNAVAILABLE', `refused ${apiKey}`);
        case 'notApplicable': return { notApplicable: `refused ${apiKey}` };
        default: return { outputType, score: true, matchedValue: `refused ${apiKey}`, detail: `refused ${apiKey}` };
      }
    }, {
      getDisabledInfo: async (orgId) => (orgId === 'locked'
        ? { disabled: true, disabledMessage: `refused ${(await context.getCredential(orgId)).apiKey}` }
        : { disabled: false }),
      getSubcategories: async (orgId) => { throw new Error(`refused ${(await context.getCredential(orgId)).apiKey}`); },
    }),
    any('CONF_AVAILABLE', BOOLEAN, score(() => true), {
      getDisabledInfo: async (orgId) => {
        if (orgId === 'throws') throw new Error('cannot tell');
        return orgId === 'off' ? { disabled: true, disabledMessage: 'Save a key.' } : { disabled: false };
      },
    }),
    any('CONF_CHOICES', BOOLEAN, score(() => true), {
      getSubcategories: async (orgId) => {
        if (orgId === 'throws') throw new Error('no list today');
        return [
          { id: `${orgId}-1`, label: 'First', description: 'The first.', childrenIds: [`${orgId}-2`] },
          { id: `${orgId}-2`, label: 'Second', childrenIds: [] },
        ];
      },
    }),
    any('CONF_BATCH', NUMBER, score((input) => text(input).length), {
      maxBatchSize: 3,
      runBatch: async (inputs) => inputs.map((input) => {
        if (text(input) === 'bad') return new Trouble('OUT_OF_SCOPE', 'Not this one.');
        if (text(input) === 'all') throw new Trouble('UNAVAILABLE', 'None of them.');
        return { outputType: NUMBER, score: text(input).length };
      }),
    }),
  ];
}

export default {
  manifest: manifestOf(signals({}).map(({ signalTypeId }) => signalTypeId)),
  configSchema: {
    '~standard': {
      version: 1,
      vendor: 'conformance',
      validate: (config) => (config.level > 9 ? { issues: [{ message: 'The level goes up to 9.', path: ['level'] }] } : { value: config }),
    },
  },
  createSignals: signals,
  async* testConnection(config) {
    yield { stage: 'REACH', passed: true, message: 'Answered.' };
    yield { stage: 'AUTHENTICATE', passed: config.apiKey === 'good', message: config.apiKey === 'good' ? 'Accepted.' : 'Refused.' };
    if (config.apiKey === 'throws') throw new Error('the vendor hung up');
  },
  validateConfig: async (config) => (config.from > config.to ? [{ key: 'to', message: 'The end comes before the start.' }] : []),
};
