import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { Host, pluginSource, signalSource, temporaryFolder, write } from '../harness/host.mjs';

const PLUGIN = pluginSource(signalSource('ONE', 'async () => ({ score: true })'));
const ESM = { name: 'p', type: 'module', main: 'index.js' };

/** @type {Record<string, Record<string, string | object>>} */
const PACKAGES = {
  'an ES module with a default export': { 'package.json': ESM, 'index.js': `export default ${PLUGIN}` },
  'an ES module that is the plugin itself': { 'package.json': ESM, 'index.js': `const p = ${PLUGIN}; export const manifest = p.manifest; export const createSignals = p.createSignals;` },
  'an ES module with one named export': { 'package.json': ESM, 'index.js': `export const plugin = ${PLUGIN}` },
  'a CommonJS module': { 'package.json': { name: 'p' }, 'index.js': `module.exports = ${PLUGIN}` },
  'a transpiled default export': { 'package.json': { name: 'p', main: './lib' }, 'lib/index.js': `Object.defineProperty(exports, '__esModule', { value: true }); exports.default = ${PLUGIN}` },
  'top-level await': { 'package.json': ESM, 'index.js': `await new Promise(setImmediate); export default ${PLUGIN}` },
  'main without an extension': { 'package.json': { name: 'p', main: 'entry' }, 'entry.js': `module.exports = ${PLUGIN}` },
  'no main and an index.mjs': { 'package.json': { name: 'p' }, 'index.mjs': `export default ${PLUGIN}` },
  'an exports string': { 'package.json': { name: 'p', type: 'module', main: './no.js', exports: './yes.js' }, 'yes.js': `export default ${PLUGIN}` },
  'an exports map with conditions': {
    'package.json': { name: 'p', exports: { '.': { types: './no.d.ts', browser: './no.js', node: { require: './no.cjs', import: './yes.mjs' }, default: './no.js' } } },
    'yes.mjs': `export default ${PLUGIN}`,
  },
  'exports for require only': { 'package.json': { name: 'p', exports: { '.': { require: './yes.cjs' } } }, 'yes.cjs': `module.exports = ${PLUGIN}` },
  'an exports list': { 'package.json': { name: 'p', exports: [{ worker: './no.js' }, './yes.cjs'] }, 'yes.cjs': `module.exports = ${PLUGIN}` },
};

for (const [what, files] of Object.entries(PACKAGES)) {
  test(`loads ${what}`, async (t) => {
    const folder = await temporaryFolder(t);
    await write(folder, files);
    const { host, loaded } = await Host.load(t, folder);
    assert.deepEqual(loaded.problems, []);
    assert.equal(loaded.manifest.id, 'FIXTURE');
    assert.deepEqual(await host.run('ONE'), { score: true });
  });
}

for (const name of ['@roostorg/types', '@roostorg/coop-types']) {
  for (const [how, files] of /** @type {[string, Record<string, string | object>][]} */ ([
    ['import', { 'package.json': ESM, 'index.js': `import { ScalarTypes } from '${name}'; const s = ScalarTypes.GEOHASH; export default ${pluginSource(signalSource('ONE', 'async () => ({ score: s })', 'STRING'))}` }],
    ['require', { 'package.json': { name: 'p' }, 'index.js': `const s = require('${name}').ScalarTypes.GEOHASH; module.exports = ${pluginSource(signalSource('ONE', 'async () => ({ score: s })', 'STRING'))}` }],
  ])) {
    test(`supplies ${name} to ${how}, also under the permission model`, async (t) => {
      const folder = await temporaryFolder(t);
      await write(folder, files);
      const permission = process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission';
      const { host } = await Host.load(t, folder, { flags: [permission, '--allow-fs-read=*'] });
      assert.deepEqual(await host.run('ONE'), { score: 'GEOHASH' });
    });
  }
}

test('runs the published example as the registry has it', async (t) => {
  const folder = await temporaryFolder(t);
  await write(folder, { 'package.json': { name: 'adopter', private: true } });
  await promisify(execFile)('npm', ['install', '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund', '@roostorg/coop-integration-example@2.0.1'], { cwd: folder });
  const { host, loaded } = await Host.load(t, join(folder, 'node_modules/@roostorg/coop-integration-example'));
  assert.deepEqual(loaded.problems, []);
  assert.equal(loaded.manifest.id, 'COOP_INTEGRATION_EXAMPLE');
  assert.equal(loaded.manifest.modelCard.sections.length, 7);
  assert.deepEqual(loaded.signals.map((/** @type {any} */ s) => s.signalTypeId), ['RANDOM_SIGNAL_SELECTION', 'RANDOM_SCORE']);
  const { score } = await host.run('RANDOM_SCORE');
  assert.ok(score >= 0 && score < 100);
  host.send({ jsonrpc: '2.0', id: 1, method: 'signal/availability', params: { signalId: 'RANDOM_SIGNAL_SELECTION', orgId: 'org1' } });
  const asked = await host.receive();
  assert.equal(asked.method, 'config/get');
  host.send({ jsonrpc: '2.0', id: asked.id, result: { config: { truePercentage: '100' } } });
  assert.deepEqual((await host.receive()).result, { disabled: false });
  for (let i = 0; i < 50; i++) assert.deepEqual(await host.run('RANDOM_SIGNAL_SELECTION'), { score: true });
});

test('createSignals is called detached, with the entry\'s config, frozen', async (t) => {
  const folder = await temporaryFolder(t);
  const signal = signalSource('ONE', 'async () => ({ score: seen })', 'STRING');
  await write(folder, {
    'package.json': ESM,
    'index.js': `let seen; export default { manifest: { id: 'FIXTURE', name: 'F', version: '1.0.0', requiresConfig: false },
      createSignals: function (context) { seen = String(this === undefined) + context.config.nested.a + Object.isFrozen(context.config.nested) + context.integrationId; return [${signal}]; } }`,
  });
  const { host } = await Host.load(t, folder, { config: { nested: { a: 1 } } });
  assert.deepEqual(await host.run('ONE'), { score: 'true1trueFIXTURE' });
});

test('a configSchema that can check refuses the entry\'s config', async (t) => {
  const folder = await temporaryFolder(t);
  await write(folder, {
    'package.json': ESM,
    'index.js': `export default { ...${PLUGIN}, configSchema: { '~standard': { version: 1, vendor: 'x', validate: (value) => value.endpoint ? { value } : { issues: [{ message: 'is missing', path: ['endpoint'] }] } } } }`,
  });
  const { loaded } = await Host.load(t, folder, { config: {} });
  assert.deepEqual(loaded.problems, [{ code: 'entry.config', message: 'config.endpoint: is missing', path: 'config.endpoint' }]);
  const second = await Host.load(t, folder, { config: { endpoint: 'x' } });
  assert.deepEqual(second.loaded.problems, []);
});
