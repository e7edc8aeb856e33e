/**
 * What a plugin finds under `@roostorg/types` and `@roostorg/coop-types` when it brings neither: every run-time name the TypeScript contract
 * exports, in our own code. One file holds it all, so that a plugin that mixes `import` and `require` sees the same objects.
 */
'use strict';

/**
 * @template {string} T
 * @param {readonly T[]} names
 * @returns {{ [K in T]: K }}
 */
function makeEnumLike(names) {
  /** @type {any} */
  const made = {};
  for (const name of names) made[name] = name;
  return made;
}

const ScalarTypes = makeEnumLike([
  'USER_ID', 'ID', 'STRING', 'BOOLEAN', 'NUMBER', 'AUDIO', 'IMAGE', 'VIDEO', 'DATETIME', 'GEOHASH', 'RELATED_ITEM', 'URL', 'POLICY_ID',
  'IP_ADDRESS', 'EMAIL_ADDRESS', 'MEDIA',
]);
const ContainerTypes = makeEnumLike(['ARRAY', 'MAP']);
const ItemTypeKind = makeEnumLike(['CONTENT', 'THREAD', 'USER']);

/** @param {string} type */
const isContainerType = (type) => Object.hasOwn(ContainerTypes, type);

/** @param {{ type: string }} field */
const isContainerField = (field) => isContainerType(field.type);

/**
 * The type of a field's value, or of each value it contains.
 * @param {{ type: string, container?: { valueScalarType: string } | null }} field
 */
const getScalarType = (field) => (isContainerField(field) ? field.container?.valueScalarType : field.type);

const mediaTypes = new Set(['AUDIO', 'IMAGE', 'VIDEO', 'MEDIA']);

/** @param {string} type */
const isMediaType = (type) => mediaTypes.has(type);

/** @param {{ type: string }} value */
const isMediaValue = (value) => isMediaType(value.type);

/** @param {string} text */
const parseDateString = (text) => new Date(text);

const COMPLETE_DATE = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{0,7}))?(?:Z|([+-])(\d\d):?(\d\d)?)?$/;

/**
 * The instant as ISO 8601 text in UTC; undefined when the text is no complete date and time. Without a zone it is UTC.
 * @param {string} text
 */
function makeDateString(text) {
  const parts = COMPLETE_DATE.exec(text);
  if (parts === null) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number);
  const milliseconds = Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3));
  const offset = (parts[8] === '-' ? -1 : 1) * (Number(parts[9] ?? 0) * 60 + Number(parts[10] ?? 0));
  const instant = new Date(Date.UTC(year, month - 1, day, hour, minute - offset, second, milliseconds));
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
}

const REQUIRED_MODEL_CARD_SECTION_IDS = Object.freeze([
  'trainingData', 'policyAndTaxonomy', 'annotationMethodology', 'performanceBenchmarks', 'biasAndLimitations', 'implementationGuidance',
  'relevantLinks',
]);

/**
 * Throws an error that names every required section a model card lacks.
 * @param {{ sections?: readonly { id: string }[] }} card
 */
function assertModelCardHasRequiredSections(card) {
  const present = (card.sections ?? []).map((section) => section.id);
  const missing = REQUIRED_MODEL_CARD_SECTION_IDS.filter((id) => !present.includes(id));
  if (missing.length > 0) throw new Error(`Model card is missing required section(s): ${missing.map((id) => `"${id}"`).join(', ')}.`);
}

/** @param {any} value */
function isCoopIntegrationPlugin(value) {
  const manifest = typeof value === 'object' ? value?.manifest : undefined;
  if (typeof manifest !== 'object' || manifest === null) return false;
  const { id, name, version, requiresConfig } = manifest;
  return [id, name, version].every((it) => typeof it === 'string') && typeof requiresConfig === 'boolean';
}

exports.makeEnumLike = makeEnumLike;
exports.ScalarTypes = ScalarTypes;
exports.ContainerTypes = ContainerTypes;
exports.ItemTypeKind = ItemTypeKind;
exports.isContainerType = isContainerType;
exports.isContainerField = isContainerField;
exports.getScalarType = getScalarType;
exports.isMediaType = isMediaType;
exports.isMediaValue = isMediaValue;
exports.parseDateString = parseDateString;
exports.makeDateString = makeDateString;
exports.REQUIRED_MODEL_CARD_SECTION_IDS = REQUIRED_MODEL_CARD_SECTION_IDS;
exports.assertModelCardHasRequiredSections = assertModelCardHasRequiredSections;
exports.isCoopIntegrationPlugin = isCoopIntegrationPlugin;
