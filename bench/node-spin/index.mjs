// The neighbour from hell: its one signal never gives its thread back.
const outputType = { scalarType: 'BOOLEAN' };

const createSignals = () => [{
  signalTypeId: 'BENCH_SPIN',
  signal: {
    id: { type: 'BENCH_SPIN' },
    displayName: 'Spin',
    description: 'Spins for ever.',
    docsUrl: null,
    recommendedThresholds: null,
    supportedLanguages: 'ALL',
    pricingStructure: { type: 'FREE' },
    eligibleInputs: ['STRING'],
    outputType,
    getCost: () => 1,
    needsMatchingValues: false,
    eligibleSubcategories: [],
    needsActionPenalties: false,
    integration: 'COOP_BENCH_SPIN',
    allowedInAutomatedRules: true,
    run: async () => { for (;;); },
    getDisabledInfo: async () => ({ disabled: false }),
  },
}];

export default {
  manifest: { id: 'COOP_BENCH_SPIN', name: 'Bench', version: '1.0.0', requiresConfig: false, signalTypeIds: ['BENCH_SPIN'] },
  createSignals,
};
