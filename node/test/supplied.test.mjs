import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import * as esm from '../supplied/index.mjs';

const cjs = createRequire(import.meta.url)('../supplied/index.cjs');

test('both module systems see every name, and the same objects', () => {
  assert.deepEqual(Object.keys(esm).sort(), Object.keys(cjs).sort());
  for (const [name, value] of Object.entries(esm)) assert.equal(value, cjs[name]);
});

test('the enums hold their names', () => {
  assert.equal(Object.keys(esm.ScalarTypes).length, 16);
  for (const names of [esm.ScalarTypes, esm.ContainerTypes, esm.ItemTypeKind]) {
    for (const [name, value] of Object.entries(names)) assert.equal(value, name);
  }
});

test('a model card lacking sections is refused with all of them named', () => {
  const sections = esm.REQUIRED_MODEL_CARD_SECTION_IDS.map((id) => ({ id }));
  assert.equal(esm.assertModelCardHasRequiredSections({ sections }), undefined);
  assert.throws(() => esm.assertModelCardHasRequiredSections({ sections: sections.slice(2) }), {
    message: 'Model card is missing required section(s): "trainingData", "policyAndTaxonomy".',
  });
  assert.throws(() => esm.assertModelCardHasRequiredSections({}), /"relevantLinks"\.$/);
});

test('what is a plugin', () => {
  const manifest = { id: 'A', name: 'a', version: '1', requiresConfig: false };
  assert.equal(esm.isCoopIntegrationPlugin({ manifest }), true);
  for (const one of [null, undefined, 'x', {}, { manifest: null }, { manifest: { ...manifest, id: 1 } }, { manifest: { ...manifest, requiresConfig: 'no' } }]) {
    assert.equal(esm.isCoopIntegrationPlugin(one), false);
  }
});

test('fields and media', () => {
  const list = { type: 'ARRAY', container: { valueScalarType: 'IMAGE' } };
  assert.deepEqual([esm.isContainerField(list), esm.getScalarType(list)], [true, 'IMAGE']);
  assert.deepEqual([esm.isContainerField({ type: 'URL' }), esm.getScalarType({ type: 'URL', container: null })], [false, 'URL']);
  assert.deepEqual([esm.isContainerType('MAP'), esm.isContainerType('toString')], [true, false]);
  assert.deepEqual(['AUDIO', 'IMAGE', 'VIDEO', 'MEDIA', 'URL'].map(esm.isMediaType), [true, true, true, true, false]);
  assert.equal(esm.isMediaValue({ type: 'MEDIA' }), true);
});

test('date text', () => {
  for (const [text, expected] of [
    ['2020-11-20T10:36:01Z', '2020-11-20T10:36:01.000Z'],
    ['2020-11-20T10:36:01.5Z', '2020-11-20T10:36:01.500Z'],
    ['2020-11-20T10:36:01.1234567+02:00', '2020-11-20T08:36:01.123Z'],
    ['2020-11-20T10:36:01-0330', '2020-11-20T14:06:01.000Z'],
    ['2020-11-20 10:36:01', '2020-11-20T10:36:01.000Z'],
    ['2020-11-20', undefined],
    ['yesterday', undefined],
    ['', undefined],
  ]) {
    assert.equal(esm.makeDateString(/** @type {string} */ (text)), expected);
  }
  assert.equal(esm.parseDateString('2020-11-20T10:36:01.000Z').getTime(), Date.UTC(2020, 10, 20, 10, 36, 1));
});
