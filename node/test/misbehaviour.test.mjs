import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Host, initializeParams, pluginSource, signalSource, temporaryFolder, write } from '../harness/host.mjs';

/** Loads a plugin from source text (an expression, or statements that export). */
async function load(/** @type {import('node:test').TestContext} */ t, /** @type {string} */ source) {
  const folder = await temporaryFolder(t);
  await write(folder, { 'package.json': { name: 'p', type: 'module' }, 'index.js': source });
  return Host.load(t, folder);
}

const codes = (/** @type {any} */ loaded) => loaded.problems.map((/** @type {any} */ problem) => `${problem.code} ${problem.path}`);

test('import: a throw names its message and phase', async (t) => {
  const { loaded } = await load(t, `throw new Error('No luck today.')`);
  assert.equal(loaded.error.code, -32010);
  assert.equal(loaded.error.message, 'No luck today.');
  assert.equal(loaded.error.data.phase, 'import');
  assert.match(loaded.error.data.stack, /index\.js/);
});

test('import: throwing something that is no Error', async (t) => {
  assert.equal((await load(t, `throw null`)).loaded.error.message, 'Threw null.');
  assert.equal((await load(t, `throw { get message() { throw 1 } }`)).loaded.error.message, 'Threw an object that is no Error.');
});

test('import: a missing module is named', async (t) => {
  const { loaded } = await load(t, `import 'left-pad-that-is-not-there'; export default 1`);
  assert.equal(loaded.error.data.missingModule, 'left-pad-that-is-not-there');
});

test('import: a missing entry file says whether the package was built', async (t) => {
  const folder = await temporaryFolder(t);
  await write(folder, { 'package.json': { name: 'p', main: 'dist/index.js' } });
  const { loaded } = await Host.load(t, folder);
  assert.match(loaded.error.message, /"main" of package\.json names "dist\/index\.js".*Was the package built\?/);
  assert.match(loaded.error.data.missingModule, /dist\/index\.js$/);
});

test('import: exports that lead out of the package are refused', async (t) => {
  const folder = await temporaryFolder(t);
  await write(folder, { 'package.json': { name: 'p', exports: './../outside.js' } });
  assert.match((await Host.load(t, folder)).loaded.error.message, /not inside the package/);
});

test('import: a syntax error', async (t) => {
  assert.equal((await load(t, `export default {`)).loaded.error.data.phase, 'import');
});

test('import: an exit ends the process with its code', async (t) => {
  assert.equal((await load(t, `process.exit(3)`)).loaded.exited, 3);
});

for (const [what, source, expected] of /** @type {[string, string, string[]][]} */ ([
  ['nothing exported', `export {}`, ['manifest.not-object manifest']],
  ['a function exported', `export default () => {}`, ['manifest.not-object manifest']],
  ['null exported', `export default null`, ['manifest.not-object manifest']],
  ['a manifest that is text', `export default { manifest: 'x' }`, ['manifest.not-object manifest']],
  ['a manifest with a cycle', `const manifest = {}; manifest.self = manifest; export default { manifest }`, ['manifest.not-json manifest']],
  [
    'members that are no functions, all at once',
    `export default { manifest: {}, createSignals: 1, testConnection: 'x', validateConfig: {} }`,
    ['manifest.not-function createSignals', 'manifest.not-function testConnection', 'manifest.not-function validateConfig'],
  ],
  ['createSignals returning a promise', `export default { manifest: {}, createSignals: async () => { throw new Error('late') } }`, ['signal.not-array signals']],
  ['createSignals returning an object', `export default { manifest: {}, createSignals: () => ({}) }`, ['signal.not-array signals']],
  [
    'malformed signals, all at once',
    `export default { manifest: {}, createSignals: (context) => [null, {}, { signalTypeId: 1, signal: {} }, ${signalSource('A', '() => 1').replace('getCost: () => 0', 'getCost: () => NaN')},
      ${signalSource('B', '() => 1').replace('getCost: () => 0', "getCost: 5, getDisabledInfo: 'x'")} ] }`,
    [
      'signal.malformed signals[0].signalTypeId', 'signal.malformed signals[0].signal',
      'signal.malformed signals[1].signalTypeId', 'signal.malformed signals[1].signal',
      'signal.malformed signals[2].signalTypeId', 'signal.not-function signals[2].signal.run',
      'signal.cost signals[3].signal.getCost',
      'signal.cost signals[4].signal.getCost',
    ],
  ],
])) {
  test(`contract: ${what}`, async (t) => {
    const { loaded } = await load(t, source);
    assert.deepEqual(codes(loaded), expected);
    assert.ok(loaded.problems.every((/** @type {any} */ p) => p.message.length > 20));
    assert.deepEqual(loaded.signals.filter((/** @type {any} */ s) => s === null), []);
  });
}

test('createSignals: a throw names its message and phase', async (t) => {
  const { loaded } = await load(t, `export default { manifest: {}, createSignals() { throw new RangeError('No signals.') } }`);
  assert.deepEqual([loaded.error.code, loaded.error.message, loaded.error.data.phase], [-32010, 'No signals.', 'createSignals']);
});

test('createSignals: an exit ends the process with its code', async (t) => {
  assert.equal((await load(t, `export default { manifest: {}, createSignals() { process.exit(4) } }`)).loaded.exited, 4);
});

for (const [what, run, code, message] of /** @type {[string, string, number, RegExp][]} */ ([
  ['throws', `() => { throw new Error('Broken.') }`, -32021, /^Broken\.$/],
  ['rejects late', `() => new Promise((_, reject) => setTimeout(() => reject(new Error('Late.')), 5))`, -32021, /^Late\.$/],
  ['throws nothing', `() => { throw undefined }`, -32021, /^Threw undefined\.$/],
  ['throws a very long message', `() => { throw new Error('x'.repeat(1e6)) }`, -32021, /^x{2000}…$/],
  ['returns null', `() => null`, -32022, /returned null/],
  ['returns nothing', `() => {}`, -32022, /returned missing/],
  ['returns a number', `() => 1`, -32022, /returned 1/],
  ['returns no score', `() => ({})`, -32022, /score is missing/],
  ['returns NaN', `() => ({ score: NaN })`, -32022, /score is NaN/],
  ['returns infinity', `() => ({ score: 1 / 0 })`, -32022, /score is Infinity/],
  ['returns an object for a score', `() => ({ score: {} })`, -32022, /score is an object/],
  ['returns a BigInt for a score', `() => ({ score: 1n })`, -32022, /score is a bigint/],
  ['returns another output type than declared', `() => ({ outputType: { scalarType: 'NUMBER' }, score: 1 })`, -32022, /"NUMBER".*declares.*"BOOLEAN"/],
  ['returns 64 MiB', `() => ({ score: 'x'.repeat(64 * 1024 * 1024) })`, -32022, /larger than the limit/],
  ['returns a result whose members throw', `() => ({ get score() { throw new Error('getter') } })`, -32022, /score is missing/],
])) {
  test(`run: ${what}, and the next call is served`, async (t) => {
    const { host } = await load(t, `export default ${pluginSource(signalSource('BAD', run), signalSource('GOOD', 'async () => ({ score: true })'))}`);
    const { error } = await host.run('BAD');
    assert.equal(error.code, code);
    assert.match(error.message, message);
    assert.deepEqual(await host.run('GOOD'), { score: true });
  });
}

test('run: never answering keeps nobody else waiting', async (t) => {
  const { host } = await load(t, `export default ${pluginSource(signalSource('BAD', '() => new Promise(() => {})'), signalSource('GOOD', '() => ({ score: true })'))}`);
  host.send({ jsonrpc: '2.0', id: 5, method: 'signal/run', params: { signalId: 'BAD', input: {} } });
  assert.deepEqual(await host.run('GOOD'), { score: true });
});

test('run: a rejection nobody awaits is logged and the process goes on', async (t) => {
  const { host } = await load(t, `export default ${pluginSource(signalSource('BAD', `() => { Promise.reject(new Error('Forgotten.')); return { score: true }; }`))}`);
  host.send({ jsonrpc: '2.0', id: 5, method: 'signal/run', params: { signalId: 'BAD', input: {} } });
  const both = [await host.receive(), await host.receive()];
  assert.deepEqual(both.find((message) => message.id === 5).result, { score: true });
  assert.match(both.find((message) => message.method === 'log').params.message, /Unhandled rejection: Error: Forgotten\./);
  assert.deepEqual(await host.call('ping', {}), {});
});

test('run: an exception nobody catches is logged and ends the process', async (t) => {
  const { host } = await load(t, `export default ${pluginSource(signalSource('BAD', `() => new Promise(() => setTimeout(() => { throw new Error('Loose.') }))`))}`);
  const message = await host.run('BAD');
  assert.deepEqual([message.method, message.params.level], ['log', 'error']);
  assert.match(message.params.message, /Uncaught exception: Error: Loose\./);
  assert.equal(await host.exited, 70);
});

test('run: protocol-like floods on stdout and stderr do not reach the protocol', async (t) => {
  const { host } = await load(
    t,
    `export default ${pluginSource(signalSource('BAD', `async () => { for (let i = 0; i < 1000; i++) { console.log('{"jsonrpc":"2.0","id":7,"result":{}}'); process.stderr.write('\\x00\\x00\\x00\\x02{}'); } return { score: true }; }`))}`,
  );
  assert.deepEqual(await host.run('BAD'), { score: true });
  assert.deepEqual(await host.call('ping', {}), {});
});

test('run: replaced globals do not break the protocol', async (t) => {
  const { host } = await load(
    t,
    `export default ${pluginSource(signalSource('BAD', `() => { JSON.stringify = JSON.parse = () => { throw 1 }; globalThis.setImmediate = () => {}; process.exit = () => {}; return { score: true }; }`))}`,
  );
  assert.deepEqual(await host.run('BAD'), { score: true });
  assert.deepEqual(await host.run('BAD'), { score: true });
  assert.deepEqual(await host.call('shutdown', {}), {});
  assert.equal(await host.exited, 0);
});

test('getDisabledInfo: a throw, and an answer that is none, disable the signal with a message', async (t) => {
  const good = signalSource('A', '() => ({ score: true })');
  const { host } = await load(
    t,
    `export default ${pluginSource(
      good.replace('getDisabledInfo: async () => ({ disabled: false })', `getDisabledInfo() { throw new Error('Vault closed.') }`),
      good.replaceAll("'A'", "'B'").replace('getDisabledInfo: async () => ({ disabled: false })', 'getDisabledInfo: async () => undefined'),
      good.replaceAll("'A'", "'C'").replace('getDisabledInfo: async () => ({ disabled: false })', 'getDisabledInfo: async () => ({ disabled: true })'),
    )}`,
  );
  const ask = (/** @type {string} */ signalId) => host.call('signal/availability', { signalId, orgId: 'org1' });
  assert.deepEqual(await ask('A'), { disabled: true, disabledMessage: 'Vault closed.' });
  assert.deepEqual(await ask('B'), { disabled: true, disabledMessage: 'getDisabledInfo gave missing where { disabled } should be.' });
  assert.deepEqual(await ask('C'), { disabled: true, disabledMessage: 'The integration does not say why.' });
});

test('a shutdown is not held up by what the plugin keeps open', async (t) => {
  const { host } = await load(t, `setInterval(() => {}, 1000); export default ${pluginSource()}`);
  assert.deepEqual(await host.call('shutdown', {}), {});
  assert.equal(await host.exited, 0);
});

test('initialize with a folder that is not there', async (t) => {
  const host = await Host.start(t);
  await host.receive();
  const answer = await host.call('initialize', initializeParams('/nowhere/at/all'));
  assert.match(answer.error.message, /There is no package\.json/);
});
