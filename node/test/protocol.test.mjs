import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Host, frame } from '../harness/host.mjs';

const GOLDEN = new URL('../../tests/protocol/', import.meta.url);
const PACKAGE = fileURLToPath(new URL('plugin', GOLDEN));

for (const file of (await readdir(GOLDEN)).filter((name) => name.endsWith('.json'))) {
  test(`golden messages: ${file}`, async (t) => {
    const host = await Host.start(t);
    const startsItself = file === 'handshake.json' || file === 'version-mismatch.json';
    if (!startsItself) await replay(host, 'handshake.json');
    await replay(host, file);
  });
}

async function replay(/** @type {Host} */ host, /** @type {string} */ file) {
  const { exchanges } = JSON.parse(await readFile(new URL(file, GOLDEN), 'utf8'));
  assert.ok(exchanges.length > 0);
  for (const { name, messages } of exchanges) {
    for (const { from, message } of messages) {
      if (from === 'host') host.send(fill(message));
      else assert.deepEqual(blank(await host.receive(), message), fill(message, host.token), `${file}: ${name}`);
    }
  }
}

/** Puts what differs from run to run into a golden message. */
function fill(/** @type {unknown} */ message, token = '') {
  return JSON.parse(JSON.stringify(message).replaceAll('<package>', PACKAGE).replaceAll('<token>', token));
}

/**
 * Takes what nobody can foresee out of a received message: the members a golden message has as `<any>`.
 * @param {any} received
 * @param {any} golden
 * @returns {any}
 */
function blank(received, golden) {
  if (golden === '<any>') return '<any>';
  if (typeof received !== 'object' || received === null || typeof golden !== 'object' || golden === null) return received;
  if (Array.isArray(received)) return received.map((item, i) => blank(item, golden[i]));
  return Object.fromEntries(Object.entries(received).map(([key, value]) => [key, blank(value, golden[key])]));
}

test('messages cut anywhere, and many in one piece, arrive as they were sent', async (t) => {
  const host = await Host.start(t);
  await host.receive();
  const ping = (/** @type {number} */ id) => frame(JSON.stringify({ jsonrpc: '2.0', id, method: 'ping', params: { padding: '🦊'.repeat(id) } }));
  const bytes = Buffer.concat([1, 2, 30, 400].map(ping));
  for (let i = 0; i < bytes.length; i += 7) {
    host.sendBytes(bytes.subarray(i, i + 7));
    if (i % 70 === 0) await new Promise(setImmediate);
  }
  for (const id of [1, 2, 30, 400]) assert.deepEqual(await host.receive(), { jsonrpc: '2.0', id, result: {} });
  host.sendBytes(Buffer.concat(Array.from({ length: 300 }, (_, id) => ping(id))));
  for (let id = 0; id < 300; id++) assert.equal((await host.receive()).id, id);
});

for (const [what, bytes] of /** @type {[string, Buffer][]} */ ([
  ['a frame above 4 MiB', Buffer.from([0, 0x40, 0, 1])],
  ['an empty frame', Buffer.from([0, 0, 0, 0])],
  ['something that is no JSON', frame('{nonsense')],
  ['JSON that is no message', frame('[1,2]')],
  ['a message of another protocol', frame('{"id":1,"method":"ping"}')],
])) {
  test(`${what} ends the process`, async (t) => {
    const host = await Host.start(t);
    await host.receive();
    host.sendBytes(bytes);
    assert.equal(await host.exited, 76);
  });
}

test('the process leaves when its host is gone, although the plugin keeps a timer and a server', async (t) => {
  const { host } = await Host.load(t, PACKAGE);
  host.socket?.destroy();
  assert.equal(await host.exited, 0);
});

test('the address and the token are not left to the plugin', async (t) => {
  const host = await Host.start(t);
  await host.receive();
  const { temporaryFolder, write, pluginSource, signalSource, initializeParams } = await import('../harness/host.mjs');
  const folder = await temporaryFolder(t);
  await write(folder, {
    'package.json': { name: 'x', main: 'index.js' },
    'index.js': `module.exports = ${pluginSource(signalSource('ENV', '() => ({ score: JSON.stringify(process.env) + process.argv.join() })', 'STRING'))}`,
  });
  await host.call('initialize', initializeParams(folder));
  const { score } = await host.run('ENV');
  assert.doesNotMatch(score, /COOP_|a-token/);
});
