import { read } from './errors.mjs';

/**
 * What only this side can see of the contract: what is a function, a promise, an object at all. Everything that can travel as JSON is
 * checked by the host, with the same codes, so that both lists make one.
 *
 * @typedef {{ code: string, message: string, path?: string }} Violation
 * @typedef {{ signalTypeId: string, signal: Record<string, any>, descriptor: Record<string, unknown> }} LoadedSignal
 */

/** What a descriptor says of itself; functions are described by `readSignal`. */
const DESCRIPTIVE = [
  'id', 'displayName', 'description', 'docsUrl', 'recommendedThresholds', 'supportedLanguages', 'pricingStructure', 'eligibleInputs',
  'outputType', 'needsMatchingValues', 'eligibleSubcategories', 'needsActionPenalties', 'integration', 'allowedInAutomatedRules', 'maxBatchSize',
];

/**
 * @param {unknown} plugin
 * @param {Violation[]} violations added to
 * @returns {Record<string, unknown> | null} the manifest as JSON has it
 */
export function readManifest(plugin, violations) {
  if (typeof plugin !== 'object' || plugin === null) {
    violations.push({
      code: 'manifest.not-object',
      message: `The package exports ${describe(plugin)} where the plugin should be. Export an object with a manifest as the default export, or as the module itself.`,
      path: 'manifest',
    });
    return null;
  }
  const manifest = read(plugin, 'manifest');
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest)) {
    violations.push({ code: 'manifest.not-object', message: `The plugin's manifest is ${describe(manifest)}; it has to be an object.`, path: 'manifest' });
    return null;
  }
  for (const name of ['createSignals', 'testConnection', 'validateConfig']) {
    const member = read(plugin, name);
    if (member !== undefined && member !== null && typeof member !== 'function') {
      violations.push({ code: 'manifest.not-function', message: `The plugin's ${name} is ${describe(member)}; it has to be a function, or absent.`, path: name });
    }
  }
  return asJson(manifest, 'manifest', 'manifest.not-json', violations);
}

/**
 * @param {unknown} returned what `createSignals` gave
 * @param {Violation[]} violations added to
 * @returns {LoadedSignal[]}
 */
export function readSignals(returned, violations) {
  if (!Array.isArray(returned)) {
    const then = typeof read(returned, 'then') === 'function';
    violations.push({
      code: 'signal.not-array',
      message: then
        ? 'createSignals returned a promise; it has to return an array at once. Do what takes time in the first run.'
        : `createSignals returned ${describe(returned)}; it has to return an array of { signalTypeId, signal }.`,
      path: 'signals',
    });
    return [];
  }
  return returned.flatMap((item, index) => readSignal(item, `signals[${index}]`, violations) ?? []);
}

/**
 * @param {unknown} item
 * @param {string} path
 * @param {Violation[]} violations
 * @returns {LoadedSignal | undefined}
 */
function readSignal(item, path, violations) {
  const signalTypeId = read(item, 'signalTypeId');
  const signal = /** @type {any} */ (read(item, 'signal'));
  const before = violations.length;
  if (typeof signalTypeId !== 'string') {
    violations.push({ code: 'signal.malformed', message: `signalTypeId is ${describe(signalTypeId)}; it has to be a string.`, path: `${path}.signalTypeId` });
  }
  if (typeof signal !== 'object' || signal === null) {
    violations.push({ code: 'signal.malformed', message: `signal is ${describe(signal)}; it has to be an object that describes the signal and runs it.`, path: `${path}.signal` });
    return undefined;
  }
  requireFunction(signal, 'run', true, path, violations);
  requireFunction(signal, 'getDisabledInfo', false, path, violations);
  requireFunction(signal, 'getSubcategories', false, path, violations);
  requireFunction(signal, 'runBatch', false, path, violations);

  /** @type {Record<string, unknown>} */
  const members = {};
  for (const name of DESCRIPTIVE) {
    const value = read(signal, name);
    if (value !== undefined) members[name] = value;
  }
  members.cost = costOf(signal, path, violations);
  if (typeof signal.getSubcategories === 'function') members.dynamicSubcategories = true;
  if (typeof signal.runBatch === 'function') members.maxBatchSize ??= 16;
  else delete members.maxBatchSize;
  const descriptor = asJson(members, `${path}.signal`, 'signal.not-json', violations);
  return violations.length === before && descriptor !== null ? { signalTypeId: String(signalTypeId), signal, descriptor } : undefined;
}

/**
 * @param {any} signal
 * @param {string} name
 * @param {boolean} required
 * @param {string} path
 * @param {Violation[]} violations
 */
function requireFunction(signal, name, required, path, violations) {
  const member = read(signal, name);
  if (typeof member === 'function' || (!required && (member === undefined || member === null))) return;
  violations.push({ code: 'signal.not-function', message: `${name} is ${describe(member)}; it has to be a function.`, path: `${path}.signal.${name}` });
}

/**
 * Asked once: the cost of a signal orders conditions and does not change while the host runs. Undefined, and so left out of the message, is not known.
 * @param {any} signal
 * @param {string} path
 * @param {Violation[]} violations
 */
function costOf(signal, path, violations) {
  if (signal.getCost === undefined || signal.getCost === null) return undefined;
  let cost;
  try {
    cost = signal.getCost();
  } catch (error) {
    cost = error;
  }
  if (typeof cost === 'number' && Number.isFinite(cost) && cost >= 0) return cost;
  violations.push({ code: 'signal.cost', message: `getCost gave ${describe(cost)}; it has to return a number, 0 or more.`, path: `${path}.signal.getCost` });
  return undefined;
}

/**
 * @param {object} value
 * @param {string} path
 * @param {string} code
 * @param {Violation[]} violations
 * @returns {Record<string, unknown> | null}
 */
function asJson(value, path, code, violations) {
  try {
    const json = JSON.parse(JSON.stringify(value));
    if (typeof json === 'object' && json !== null) return json;
  } catch {
    // Said below: the engine's own words name its internals, not the author's mistake.
  }
  violations.push({ code, message: `${path} cannot be written as JSON: it holds a cycle, a BigInt, or a toJSON that fails.`, path });
  return null;
}

/**
 * @param {unknown} value
 * @returns {string}
 */
export function describe(value) {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (value instanceof Error) return `an error (${value.message})`;
  if (Array.isArray(value)) return 'an array';
  if (typeof read(value, 'then') === 'function') return 'a promise';
  if (typeof value === 'string') return value.length > 40 ? 'a string' : `the string "${value}"`;
  if (typeof value === 'number' || typeof value === 'boolean') return `${value}`;
  return `${/^[aeiou]/.test(typeof value) ? 'an' : 'a'} ${typeof value}`;
}
