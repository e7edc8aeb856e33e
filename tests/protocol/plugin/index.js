/** The plugin behind the golden messages: each signal answers in the one way its name says. */

/** @param {Record<string, unknown>} more */
const failing = (message, more) => Object.assign(new Error(message), more);

const signals = {
  GOLDEN_TEXT: { output: 'STRING', run: (input) => ({ outputType: { scalarType: 'STRING' }, score: String(input.value.value), matchedValue: 'm', detail: 'd' }) },
  GOLDEN_MIRROR: { output: 'STRING', run: (input) => ({ score: JSON.stringify(input) }) },
  GOLDEN_CONFIG: {
    output: 'NUMBER',
    run: async (input, context) => ({ score: Number((await context.getCredential(input.orgId)).level ?? 0) }),
    getDisabledInfo: async (orgId, context) =>
      (await context.getCredential(orgId)).level === undefined ? { disabled: true, disabledMessage: 'Save a level.' } : { disabled: false },
  },
  GOLDEN_NOT_APPLICABLE: { output: 'BOOLEAN', run: () => ({ notApplicable: 'Too short to judge.' }) },
  GOLDEN_UNAVAILABLE: { output: 'BOOLEAN', run: () => { throw failing('Busy.', { kind: 'Unavailable', retryAfterMs: 1500 }); } },
  GOLDEN_THROWS: { output: 'BOOLEAN', run: async () => { throw new TypeError('Broken.'); } },
  GOLDEN_PERMANENT: { output: 'BOOLEAN', run: () => ({ type: 'ERROR', score: failing('Cannot read it.', { name: 'SignalPermanentError' }) }) },
  GOLDEN_NULL: { output: 'BOOLEAN', run: () => null },
  GOLDEN_NAN: { output: 'NUMBER', run: () => ({ outputType: { scalarType: 'NUMBER' }, score: Number.NaN }) },
  GOLDEN_WAITS: { output: 'BOOLEAN', run: (_input, signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))) },
  GOLDEN_BATCH: {
    output: 'NUMBER',
    run: (input) => ({ score: input.value.value }),
    more: {
      maxBatchSize: 8,
      runBatch: (inputs) => inputs.map(({ value }) => (value.value < 0 ? failing('Below zero.', { kind: 'OutOfScope' }) : { score: value.value })),
    },
  },
  GOLDEN_CHOICES: { output: 'BOOLEAN', run: () => ({ score: true }), more: { getSubcategories: async (orgId) => [{ id: 'a', label: `A of ${orgId}`, childrenIds: [] }] } },
};

export default {
  manifest: {
    id: 'GOLDEN',
    name: 'Golden',
    version: '1.0.0',
    requiresConfig: false,
    signalTypeIds: Object.keys(signals),
    configurationFields: [{ key: 'level', label: 'Level', required: false, inputType: 'number' }],
  },
  createSignals(context) {
    return Object.entries(signals).map(([type, { output, run, getDisabledInfo, more }]) => ({
      signalTypeId: type,
      signal: {
        id: { type },
        displayName: type,
        description: 'Answers in one way.',
        docsUrl: null,
        recommendedThresholds: null,
        supportedLanguages: 'ALL',
        pricingStructure: { type: 'FREE' },
        eligibleInputs: ['STRING', 'NUMBER', 'FULL_ITEM'],
        outputType: { scalarType: output },
        getCost: () => 1,
        run: type === 'GOLDEN_CONFIG' ? (input) => run(input, context) : run,
        getDisabledInfo: async (orgId) => (getDisabledInfo ? getDisabledInfo(orgId, context) : { disabled: false }),
        needsMatchingValues: false,
        eligibleSubcategories: [],
        needsActionPenalties: false,
        integration: context.integrationId,
        allowedInAutomatedRules: true,
        ...more,
      },
    }));
  },
  async *testConnection(config) {
    yield { stage: 'REACH', passed: true, message: 'Answered.' };
    yield { stage: 'AUTHENTICATE', passed: config.level === 1, message: config.level === 1 ? 'Accepted.' : 'Refused.' };
  },
  validateConfig: (config) => (config.level > 10 ? [{ key: 'level', message: 'At most 10.' }] : []),
};
