/** Every member a manifest can have. The twin of tests/plugins/Plugin.Conformance/ConformanceManifest.cs. */
const sections = [
  'trainingData', 'policyAndTaxonomy', 'annotationMethodology', 'performanceBenchmarks',
  'biasAndLimitations', 'implementationGuidance', 'relevantLinks',
];

/** @param {string[]} signalTypeIds */
export const manifestOf = (signalTypeIds) => ({
  id: 'CONFORMANCE',
  name: 'Conformance',
  version: '3.2.1',
  requiresConfig: true,
  description: 'Does what the suite asks.',
  docsUrl: 'https://docs.vendor.example/conformance',
  configurationFields: [
    { key: 'apiKey', label: 'Key', required: true, inputType: 'password', placeholder: 'sk-…', description: 'From the vendor.' },
    { key: 'name', label: 'Name', required: false, inputType: 'text', pattern: '[a-z]+', default: 'fox' },
    { key: 'raw', label: 'Raw', required: false, inputType: 'json' },
    { key: 'list', label: 'List', required: false, inputType: 'array', minimum: 1, maximum: 3 },
    { key: 'from', label: 'From', required: false, inputType: 'number', minimum: -0.5, maximum: 10, default: 2 },
    { key: 'on', label: 'On', required: false, inputType: 'boolean', default: true },
    { key: 'size', label: 'Size', required: false, inputType: 'select', options: [{ value: 's', label: 'Small' }, { value: 'l', label: 'Large' }] },
    { key: 'home', label: 'Home', required: false, inputType: 'url' },
  ],
  configSchemaVersion: 4,
  signalTypeIds,
  modelCard: {
    modelName: 'None',
    version: '1',
    releaseDate: 'yesterday',
    sections: sections.map((id) => ({
      id,
      title: `About ${id}`,
      subsections: [{ title: 'Part', fields: [{ label: 'Inner', value: '1' }] }],
      fields: [{ label: 'Outer', value: 'https://docs.vendor.example' }],
    })),
  },
  modelCardLearnMoreUrl: 'https://docs.vendor.example/cards',
  logoUrl: 'https://docs.vendor.example/logo.png',
  logoWithBackgroundPath: 'logo.svg',
  contractVersion: '[1.0,2.0)',
  egressHosts: ['*.vendor.example'],
  sendsData: ['the text of the field'],
});
