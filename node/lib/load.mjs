import { pathToFileURL } from 'node:url';
import { findEntry } from './entry.mjs';
import { ErrorCode, WireError, messageOf, read, stackOf } from './errors.mjs';

/**
 * Imports the package and finds the plugin in what it exports.
 * @param {string} directory
 * @returns {Promise<unknown>} the plugin, or whatever stands in its place
 */
export async function loadPlugin(directory) {
  let exported;
  try {
    exported = await import(pathToFileURL(findEntry(directory)).href);
  } catch (error) {
    throw loadFailure('import', error);
  }
  return pluginIn(exported);
}

/**
 * ESM default export, CommonJS `module.exports`, a default export wrapped once more by a transpiler, the module itself, or the one
 * export that is a plugin, in this order.
 * @param {unknown} exported
 * @returns {unknown}
 */
function pluginIn(exported) {
  const fallback = read(exported, 'default');
  const named = Object.values(/** @type {object} */ (exported)).filter(hasManifest);
  const candidates = [fallback, read(fallback, 'default'), exported, ...(named.length === 1 ? named : [])];
  return candidates.find(hasManifest) ?? fallback ?? exported;
}

/** @param {unknown} value */
function hasManifest(value) {
  const manifest = read(value, 'manifest');
  return typeof manifest === 'object' && manifest !== null;
}

/**
 * @param {'import' | 'createSignals'} phase
 * @param {unknown} error
 */
export function loadFailure(phase, error) {
  const missing = missingModule(error);
  /** @type {Record<string, unknown>} */
  const data = { phase };
  if (missing !== undefined) data.missingModule = missing;
  const stack = stackOf(error);
  if (stack !== undefined) data.stack = stack;
  return new WireError(ErrorCode.LoadFailed, messageOf(error), data);
}

/** @param {unknown} error */
function missingModule(error) {
  const code = read(error, 'code');
  if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') return undefined;
  const missing = read(error, 'missing');
  if (typeof missing === 'string') return missing;
  return /Cannot find (?:package|module) '([^']+)'/.exec(messageOf(error))?.[1];
}
