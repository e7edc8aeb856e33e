export {
  makeEnumLike, ScalarTypes, ContainerTypes, ItemTypeKind, isContainerType, isContainerField, getScalarType, isMediaType, isMediaValue,
  parseDateString, makeDateString, REQUIRED_MODEL_CARD_SECTION_IDS, assertModelCardHasRequiredSections, isCoopIntegrationPlugin,
} from './index.cjs';
