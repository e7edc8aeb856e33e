import { readManifest, readSignals } from './check.mjs';
import { ErrorCode, WireError, messageOf, read, signalFailure } from './errors.mjs';
import { loadFailure, loadPlugin } from './load.mjs';
import { toWireAvailability, toWireResult } from './results.mjs';
import { staticConfigViolations } from './static-config.mjs';

/** @typedef {import('./peer.mjs').Call} Call */

/** The loaded plugin behind the methods of the protocol. */
export class Integration {
  /** @type {Map<string, { signal: Record<string, any>, outputType: unknown, wantsAbort: boolean }>} */
  #signals = new Map();
  /** @type {any} */
  #plugin = {};
  #configs;

  /** @param {import('./org-configs.mjs').OrgConfigs} configs */
  constructor(configs) {
    this.#configs = configs;
  }

  /**
   * @param {{ directory: string, config: Record<string, unknown> }} options
   * @returns {Promise<Record<string, unknown>>} what the integration is, and everything that is wrong with it
   */
  async load({ directory, config }) {
    const plugin = await loadPlugin(directory);
    /** @type {import('./check.mjs').Violation[]} */
    const violations = [];
    const manifest = readManifest(plugin, violations);
    const configSchema = read(plugin, 'configSchema');
    violations.push(...(await staticConfigViolations(configSchema, config)));
    this.#plugin = plugin ?? {};
    const signals = manifest === null || violations.length > 0 ? [] : this.#createSignals(manifest, config, violations);
    for (const { signalTypeId, signal } of signals) {
      // The first of two with one id serves; the host refuses both anyway.
      if (!this.#signals.has(signalTypeId)) {
        this.#signals.set(signalTypeId, { signal, outputType: read(signal, 'outputType'), wantsAbort: takesTwo(signal.run) });
      }
    }
    return {
      manifest,
      signals: signals.map(({ signalTypeId, descriptor }) => ({ signalTypeId, descriptor })),
      capabilities: { connectionTest: this.#offers('testConnection'), configValidator: this.#offers('validateConfig') },
      problems: violations,
    };
  }

  /**
   * @param {Record<string, unknown>} manifest
   * @param {Record<string, unknown>} config
   * @param {import('./check.mjs').Violation[]} violations
   */
  #createSignals(manifest, config, violations) {
    // Called detached, as the contract has it: a plugin must not need `this`.
    const { createSignals } = this.#plugin;
    if (typeof createSignals !== 'function') return [];
    const context = Object.freeze({
      integrationId: manifest.id,
      getCredential: (/** @type {string} */ orgId) => this.#configs.get(orgId),
      config: deepFreeze(config),
    });
    let returned;
    try {
      returned = createSignals(context);
    } catch (error) {
      throw loadFailure('createSignals', error);
    }
    // A promise nobody awaits must not end the process when it is rejected; that it is a promise is the violation.
    if (returned instanceof Promise) returned.catch(() => {});
    return readSignals(returned, violations);
  }

  /**
   * @param {{ signalId: string, input: any }} params
   * @param {Call} call
   */
  async run({ signalId, input }, call) {
    const { signal, outputType, wantsAbort } = this.#find(signalId);
    let result;
    try {
      result = await (wantsAbort ? signal.run(input, call.abortSignal()) : signal.run(input));
    } catch (error) {
      throw signalFailure(error);
    }
    return toWireResult(result, outputType);
  }

  /**
   * @param {{ signalId: string, inputs: any[] }} params
   * @param {Call} call
   */
  async runBatch({ signalId, inputs }, call) {
    const { signal, outputType } = this.#find(signalId);
    if (typeof signal.runBatch !== 'function') throw new WireError(ErrorCode.InvalidParams, `The signal "${signalId}" has no runBatch.`);
    let results;
    try {
      results = await signal.runBatch(inputs, call.abortSignal());
    } catch (error) {
      throw signalFailure(error);
    }
    if (!Array.isArray(results) || results.length !== inputs.length) {
      throw new WireError(ErrorCode.InvalidOutput, `runBatch has to return one result for each of the ${inputs.length} inputs.`);
    }
    return { results: results.map((result) => batchResult(result, outputType)) };
  }

  /** @param {{ signalId: string, orgId: string }} params */
  async availability({ signalId, orgId }) {
    const { signal } = this.#find(signalId);
    if (typeof signal.getDisabledInfo !== 'function') return { disabled: false };
    try {
      return toWireAvailability(await signal.getDisabledInfo(orgId));
    } catch (error) {
      return { disabled: true, disabledMessage: messageOf(error) };
    }
  }

  /** @param {{ signalId: string, orgId: string }} params */
  async subcategories({ signalId, orgId }) {
    const { signal } = this.#find(signalId);
    if (typeof signal.getSubcategories !== 'function') return { subcategories: signal.eligibleSubcategories ?? [] };
    try {
      return { subcategories: await signal.getSubcategories(orgId) };
    } catch (error) {
      throw signalFailure(error);
    }
  }

  /**
   * @param {{ config: Record<string, unknown> }} params
   * @param {Call} call
   * @param {(step: Record<string, unknown>) => void} report
   */
  async testConnection({ config }, call, report) {
    if (!this.#offers('testConnection')) throw new WireError(ErrorCode.MethodNotFound, 'The integration has no testConnection.');
    try {
      // Awaited first, so that an async function returning an array will do as well as an async generator.
      const steps = await this.#plugin.testConnection(config, call.abortSignal());
      for await (const step of steps) {
        report({ stage: step.stage, passed: step.passed === true, message: String(step.message ?? '') });
      }
    } catch (error) {
      throw signalFailure(error);
    }
    return {};
  }

  /** @param {{ config: Record<string, unknown> }} params */
  async validateConfig({ config }) {
    if (!this.#offers('validateConfig')) throw new WireError(ErrorCode.MethodNotFound, 'The integration has no validateConfig.');
    try {
      const errors = (await this.#plugin.validateConfig(config)) ?? [];
      return { errors: [...errors].map((error) => ({ key: String(read(error, 'key') ?? ''), message: messageOf(error) })) };
    } catch (error) {
      throw signalFailure(error);
    }
  }

  /** @param {string} name */
  #offers(name) {
    return typeof read(this.#plugin, name) === 'function';
  }

  /** @param {string} signalId */
  #find(signalId) {
    const found = this.#signals.get(signalId);
    if (found === undefined) throw new WireError(ErrorCode.UnknownSignal, `There is no signal "${signalId}".`);
    return found;
  }
}

/**
 * @param {unknown} result
 * @param {unknown} outputType
 */
function batchResult(result, outputType) {
  try {
    if (result instanceof Error) throw signalFailure(result);
    return toWireResult(result, outputType);
  } catch (error) {
    return { error: /** @type {WireError} */ (error).toWire() };
  }
}

/**
 * Whether a function may look at a second argument. An AbortController for each call costs more than a small signal's whole work on Node 20.
 * @param {Function} run
 */
function takesTwo(run) {
  if (run.length > 1) return true;
  const source = Function.prototype.toString.call(run);
  return source.includes('[native code]') || /\barguments\b|\.\.\./.test(source) || /^[^{]*?\([^)]*,/.test(source);
}

/**
 * @template T
 * @param {T} value
 * @returns {T}
 */
function deepFreeze(value) {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
