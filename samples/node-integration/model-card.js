import { assertModelCardHasRequiredSections } from '@roostorg/coop-types';

/**
 * @param {string} id
 * @param {string} title
 * @param {Record<string, string>} statements label → value
 */
const section = (id, title, statements) => ({
  id,
  title,
  fields: Object.entries(statements).map(([label, value]) => ({ label, value })),
});

/** What people read before they trust the number. */
export const modelCard = {
  modelName: 'Loudness',
  version: '1.0.0',
  releaseDate: 'Sample',
  sections: [
    section('trainingData', 'Training Data', { Overview: 'None. Loudness counts letters; nothing was learned.' }),
    section('policyAndTaxonomy', 'Policy and Taxonomy', { Scope: 'One number: the share of capital letters. It says how a text is written, not what it says.' }),
    section('annotationMethodology', 'Annotation Methodology', { Method: 'No labels. Capital and small letters are told apart by their Unicode category.' }),
    section('performanceBenchmarks', 'Performance and Benchmarks', { Speed: 'Linear in the length of the text; a few microseconds for a comment.' }),
    section('biasAndLimitations', 'Bias and Limitations', {
      Scripts: 'Many scripts have no capitals, so their texts are never loud. German capitalises nouns and looks louder than English.',
      Names: 'Acronyms and brand names are capitals without anybody shouting.',
    }),
    section('implementationGuidance', 'Implementation Guidance', { Thresholds: 'Above 0.7 nearly always shouting; above 0.5 often.', Use: 'A hint to review, or one condition among others.' }),
    section('relevantLinks', 'Relevant Links', { Unicode: 'https://www.unicode.org/reports/tr44/#General_Category_Values' }),
  ],
};

assertModelCardHasRequiredSections(modelCard);
