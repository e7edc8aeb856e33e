import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const RUNNER = fileURLToPath(new URL('../runner.mjs', import.meta.url));
const SUPPLIED = new URL('../supplied/', import.meta.url);

/** A folder of its own that goes away with the test. */
export async function temporaryFolder(/** @type {import('node:test').TestContext} */ t) {
  const folder = await mkdtemp(join(tmpdir(), 'coop-runner-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Writes files below a folder.
 * @param {string} folder
 * @param {Record<string, string | object>} files objects are written as JSON
 */
export async function write(folder, files) {
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  }
}

/** The smallest host there is: starts a runner, sends it messages and keeps what it says. */
export class Host {
  /** @type {any[]} */
  #arrived = [];
  /** @type {((message: any) => void)[]} */
  #waiting = [];
  #nextId = 1000;
  /** @type {import('node:net').Socket | undefined} */
  socket;
  output = '';
  token = 'a-token';

  /**
   * @param {import('node:test').TestContext} t
   * @param {{ env?: Record<string, string>, flags?: string[] }} [options]
   */
  static async start(t, { env = {}, flags = [] } = {}) {
    const host = new Host();
    const folder = await temporaryFolder(t);
    const address = join(folder, 'socket');
    const server = createServer((socket) => host.#accept(socket));
    server.listen(address);
    await once(server, 'listening');
    host.child = spawn(process.execPath, [...(await supplyFlags(folder)), ...flags, RUNNER], { env: { COOP_ADDRESS: address, COOP_TOKEN: host.token, ...env } });
    host.exited = once(host.child, 'exit').then(([code]) => code);
    host.child.stdout.on('data', (text) => (host.output += text));
    host.child.stderr.on('data', (text) => (host.output += text));
    t.after(async () => {
      host.child.kill('SIGKILL');
      host.socket?.destroy();
      server.close();
      await host.exited;
    });
    return host;
  }

  /** Starts a runner and initializes it with a package. */
  static async load(/** @type {import('node:test').TestContext} */ t, /** @type {string} */ directory, /** @type {any} */ options = {}) {
    const host = await Host.start(t, options);
    await host.receive();
    const loaded = await host.call('initialize', initializeParams(directory, options.config));
    return { host, loaded };
  }

  /** @type {import('node:child_process').ChildProcessWithoutNullStreams} */
  child = /** @type {any} */ (undefined);
  /** @type {Promise<number | null>} */
  exited = /** @type {any} */ (undefined);

  #accept(/** @type {import('node:net').Socket} */ socket) {
    this.socket = socket;
    let buffer = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      buffer = Buffer.concat([buffer, /** @type {Buffer} */ (chunk)]);
      while (buffer.length >= 4 && buffer.length >= 4 + buffer.readUInt32BE(0)) {
        const end = 4 + buffer.readUInt32BE(0);
        const message = JSON.parse(buffer.toString('utf8', 4, end));
        buffer = buffer.subarray(end);
        const waiting = this.#waiting.shift();
        if (waiting) waiting(message);
        else this.#arrived.push(message);
      }
    });
  }

  send(/** @type {unknown} */ message) {
    this.sendBytes(frame(JSON.stringify(message)));
  }

  sendBytes(/** @type {Buffer} */ bytes) {
    this.socket?.write(bytes);
  }

  /** The next message of the runner. */
  receive() {
    return this.#arrived.length > 0 ? Promise.resolve(this.#arrived.shift()) : new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Sends a request and awaits its answer, which has to be the next message. */
  async call(/** @type {string} */ method, /** @type {unknown} */ params) {
    const id = this.#nextId++;
    this.send({ jsonrpc: '2.0', id, method, params });
    const answer = await Promise.race([this.receive(), this.exited.then((code) => ({ exited: code, output: this.output }))]);
    return answer.id === id ? (answer.result ?? answer) : answer;
  }

  run(/** @type {string} */ signalId, /** @type {unknown} */ value = 'x') {
    return this.call('signal/run', { signalId, input: { value: { type: 'STRING', value }, orgId: 'org1', signal: { type: signalId } } });
  }
}

export function frame(/** @type {string} */ json) {
  const body = Buffer.from(json);
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  return Buffer.concat([header, body]);
}

export function initializeParams(/** @type {string} */ directory, config = {}) {
  return {
    protocolVersion: '1.0',
    contractVersion: '1.0.0',
    integrationId: null,
    package: { name: 'golden-plugin', directory },
    config,
    limits: { startTimeoutMs: 10000, callTimeoutMs: 5000, maxMessageBytes: 4194304 },
  };
}

/** On Node 20 the helpers are supplied by a policy file, which the host writes; docs/protocol.md. */
async function supplyFlags(/** @type {string} */ folder) {
  if (Number(process.versions.node.split('.')[0]) > 20) return [];
  const supplied = { import: new URL('index.mjs', SUPPLIED).href, require: new URL('index.cjs', SUPPLIED).href };
  const open = { integrity: true, cascade: true };
  const policy = join(folder, 'policy.json');
  await writeFile(
    policy,
    JSON.stringify({
      scopes: {
        'file:///': { ...open, dependencies: true },
        // Everything below the temporary folder of the machine: that is where tests put their packages.
        [`${pathToFileURL(tmpdir()).href}/`]: { ...open, dependencies: { '@roostorg/types': supplied, '@roostorg/coop-types': supplied } },
      },
    }),
  );
  return [`--experimental-policy=${policy}`, '--disable-warning=ExperimentalWarning'];
}

/** A signal in source text, to be put into a plugin's createSignals. */
export function signalSource(/** @type {string} */ id, /** @type {string} */ run, outputType = 'BOOLEAN') {
  return `{ signalTypeId: '${id}', signal: { id: { type: '${id}' }, displayName: 'd', description: 'd', docsUrl: null, recommendedThresholds: null,
    supportedLanguages: 'ALL', pricingStructure: { type: 'FREE' }, eligibleInputs: ['STRING'], outputType: { scalarType: '${outputType}' }, getCost: () => 0,
    run: ${run}, getDisabledInfo: async () => ({ disabled: false }), needsMatchingValues: false, eligibleSubcategories: [], needsActionPenalties: false,
    integration: context.integrationId, allowedInAutomatedRules: true } }`;
}

/** A whole plugin in source text (an expression). */
export function pluginSource(/** @type {string[]} */ ...signals) {
  return `({ manifest: { id: 'FIXTURE', name: 'Fixture', version: '1.0.0', requiresConfig: false, signalTypeIds: [] }, createSignals: (context) => [${signals.join(',')}] })`;
}
