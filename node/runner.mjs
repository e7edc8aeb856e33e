/**
 * Runs one Node integration and speaks docs/protocol.md with the host that started this process.
 * The host passes COOP_ADDRESS (a local socket) and COOP_TOKEN (proof that this is its own child).
 */
import { connect } from 'node:net';
import { confine } from './lib/confine.mjs';
import { ErrorCode, WireError, messageOf, stackOf } from './lib/errors.mjs';
import { Integration } from './lib/integration.mjs';
import { OrgConfigs } from './lib/org-configs.mjs';
import { Peer } from './lib/peer.mjs';
import { supplyContractHelpers } from './lib/supply.mjs';

const PROTOCOL = '1.0';
const MAX_BYTES = 4 * 1024 * 1024;

/** Ways this process ends by its own will; any other code is the plugin's doing. */
const Exit = Object.freeze({ Normal: 0, UncaughtException: 70, NoHost: 69, BrokenProtocol: 76 });

// The plugin may replace globals; the runner must still be able to leave.
const exit = process.exit.bind(process);
const { setImmediate, setTimeout } = globalThis;
const { COOP_ADDRESS: address, COOP_TOKEN: token } = process.env;
delete process.env.COOP_ADDRESS;
delete process.env.COOP_TOKEN;

if (!address || !token) {
  console.error('This is the runner of Coop for Node integrations. The host starts it; it does nothing by itself.');
  exit(Exit.NoHost);
  throw new Error('unreachable');
}

const socket = connect(address);
const configs = new OrgConfigs(async (orgId) => (await peer.request('config/get', { orgId })).config);
const integration = new Integration(configs);
let initialized = false;

/** @type {Record<string, import('./lib/peer.mjs').Method>} */
const methods = {
  initialize,
  ping: () => ({}),
  shutdown,
  cancel: (params) => peer.cancel(params?.id),
  'config/changed': (params) => configs.forget(params?.orgId ?? null),
  'signal/run': ready((params, call) => integration.run(params, call)),
  'signal/runBatch': ready((params, call) => integration.runBatch(params, call)),
  'signal/availability': ready((params) => integration.availability(params)),
  'signal/subcategories': ready((params) => integration.subcategories(params)),
  'config/validate': ready((params) => integration.validateConfig(params)),
  'connection/test': ready((params, call) =>
    integration.testConnection(params, call, (step) => peer.notify('connection/testStep', { id: call.id, ...step }))),
};

const peer = new Peer(socket, methods, {
  maxBytes: MAX_BYTES,
  broken: (why) => {
    console.error(`The host sent bytes that are no message: ${why instanceof Error ? why.message : why}`);
    exit(Exit.BrokenProtocol);
  },
});

socket.once('connect', () => {
  peer.notify('hello', { token, protocolVersion: PROTOCOL, runtime: { name: 'node', version: process.versions.node } });
  peer.flush();
});
socket.once('error', (error) => {
  if (!initialized) console.error(`Cannot reach the host: ${error.message}`);
});
// Without its host this process has nothing to live for, however busy its timers are.
socket.once('close', () => exit(initialized ? Exit.Normal : Exit.NoHost));

process.on('uncaughtException', (error) => {
  // After it the plugin's state is unknown, so the process ends and the host starts a new one.
  peer.notify('log', { level: 'error', message: `Uncaught exception: ${stackOf(error) ?? messageOf(error)}` });
  peer.flush();
  socket.end(() => exit(Exit.UncaughtException));
  setTimeout(() => exit(Exit.UncaughtException), 100);
});
process.on('unhandledRejection', (reason) => {
  // One forgotten promise says nothing about the other calls in flight.
  peer.notify('log', { level: 'error', message: `Unhandled rejection: ${stackOf(reason) ?? messageOf(reason)}` });
});

confine();
supplyContractHelpers();

/** @type {import('./lib/peer.mjs').Method} */
async function initialize(params) {
  const host = String(params?.protocolVersion ?? '');
  if (host.split('.')[0] !== PROTOCOL.split('.')[0]) {
    const upgrade = Number.parseInt(host, 10) > Number.parseInt(PROTOCOL, 10) ? 'runner' : 'host';
    throw new WireError(
      ErrorCode.ProtocolMismatch,
      `The host speaks protocol ${host || '(none)'}, this runner ${PROTOCOL}. Upgrade the ${upgrade}.`,
      { host, runner: PROTOCOL, upgrade },
    );
  }
  if (initialized) throw new WireError(ErrorCode.InvalidRequest, 'initialize is called once.');
  if (typeof params.package?.directory !== 'string') throw new WireError(ErrorCode.InvalidParams, 'package.directory is missing.');
  initialized = true;
  const loaded = await integration.load({ directory: params.package.directory, config: params.config ?? {} });
  return { protocolVersion: PROTOCOL, runtime: { name: 'node', version: process.versions.node }, ...loaded };
}

function shutdown() {
  // After the answer is written; whatever the plugin keeps open must not hold the process.
  setImmediate(() => {
    peer.flush();
    socket.end(() => exit(Exit.Normal));
  });
  return {};
}

/**
 * @param {import('./lib/peer.mjs').Method} method
 * @returns {import('./lib/peer.mjs').Method}
 */
function ready(method) {
  return (params, call) => {
    if (!initialized) throw new WireError(ErrorCode.NotInitialized, 'Call initialize first.');
    return method(params ?? {}, call);
  };
}
