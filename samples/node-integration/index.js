/**
 * A whole Coop integration: a manifest that says what it is, and a function that creates its signals.
 * Coop draws the form, shows the logos and the model card and offers the signal in rules; no code of Coop knows this package.
 */
import { loudnessOf } from './loudness.js';
import { modelCard } from './model-card.js';

const SIGNAL = 'LOUDNESS';
const SHORTEST_TEXT = 10;

const manifest = {
  id: 'LOUDNESS_SAMPLE',
  name: 'Loudness',
  version: '1.0.0',
  description: 'Measures how much of a text is written in capitals.',
  requiresConfig: false,
  signalTypeIds: [SIGNAL],
  configurationFields: [
    {
      key: 'shortestText',
      label: 'Shortest text',
      description: 'Texts with fewer letters are not measured: "OK" is not shouting.',
      required: false,
      inputType: 'number',
      default: SHORTEST_TEXT,
      minimum: 1,
      maximum: 1000,
    },
  ],
  // Nothing leaves this process.
  egressHosts: [],
  sendsData: [],
  modelCard,
  logoPath: 'logo.svg',
  logoWithBackgroundPath: 'logo-with-background.svg',
};

/**
 * @param {object} context what Coop lends to this integration
 * @param {string} context.integrationId
 * @param {(orgId: string) => Promise<Record<string, unknown>>} context.getCredential what an organisation saved; empty when nothing
 */
function createSignals({ integrationId, getCredential }) {
  const outputType = { scalarType: 'NUMBER' };
  const signal = {
    id: { type: SIGNAL },
    displayName: 'Loudness',
    description: 'The share of capital letters, from 0 to 1. Above 0.7 somebody is shouting.',
    docsUrl: null,
    recommendedThresholds: { highPrecisionThreshold: 0.7, highRecallThreshold: 0.5 },
    supportedLanguages: 'ALL',
    pricingStructure: { type: 'FREE' },
    eligibleInputs: ['STRING'],
    outputType,
    getCost: () => 1,
    needsMatchingValues: false,
    eligibleSubcategories: [],
    needsActionPenalties: false,
    integration: integrationId,
    allowedInAutomatedRules: true,

    /** @param {{ orgId: string, value: { type: string, value: string } }} input */
    async run({ orgId, value }) {
      const { shortestText = SHORTEST_TEXT } = await getCredential(orgId);
      const { letters, share } = loudnessOf(value.value);
      if (letters < Number(shortestText)) return { notApplicable: `The text has ${letters} letters; ${shortestText} are needed to tell.` };
      return { outputType, score: share, detail: `${Math.round(share * 100)} % of ${letters} letters are capitals.` };
    },

    getDisabledInfo: async () => ({ disabled: false }),
  };
  return [{ signalTypeId: SIGNAL, signal }];
}

export default { manifest, createSignals };
