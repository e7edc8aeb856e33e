import { ErrorCode, WireError, messageOf } from './errors.mjs';
import { FrameReader, FrameWriter } from './framing.mjs';

// The plugin lives in the same process and may replace globals; what the protocol needs is taken before it is loaded.
const { stringify } = JSON;

/**
 * @typedef {object} Call
 * @property {number | string} id
 * @property {() => AbortSignal} abortSignal made on first use: most signals never look at it
 */

/**
 * @typedef {(params: any, call: Call) => unknown} Method
 * Returns the result, or a promise of it. Throws a `WireError` to answer with an error.
 */

/** One side of a JSON-RPC 2.0 conversation over a socket: many calls in flight, in both directions. */
export class Peer {
  /** @type {Map<string, Method>} */
  #methods;
  /** @type {Map<number | string, { cancelled: boolean, abort?: AbortController }>} */
  #incoming = new Map();
  /** @type {Map<number, { resolve: (value: any) => void, reject: (error: unknown) => void }>} */
  #outgoing = new Map();
  #nextId = 1;
  #reader;
  #writer;

  /**
   * @param {import('node:net').Socket} socket
   * @param {Record<string, Method>} methods requests and notifications alike
   * @param {{ maxBytes: number, broken: (why: unknown) => void }} options `broken` is told when the bytes are no messages
   */
  constructor(socket, methods, { maxBytes, broken }) {
    this.#methods = new Map(Object.entries(methods));
    this.#writer = new FrameWriter(socket, maxBytes);
    this.#reader = new FrameReader(maxBytes, (message) => this.#receive(message));
    socket.on('data', (chunk) => {
      try {
        this.#reader.push(/** @type {Buffer} */ (chunk));
      } catch (error) {
        broken(error);
      }
    });
  }

  /**
   * @param {string} method
   * @param {unknown} params
   */
  notify(method, params) {
    this.#writer.write(stringify({ jsonrpc: '2.0', method, params }));
  }

  /**
   * @param {string} method
   * @param {unknown} params
   * @returns {Promise<any>}
   */
  request(method, params) {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#outgoing.set(id, { resolve, reject });
      this.#writer.write(stringify({ jsonrpc: '2.0', id, method, params }));
    });
  }

  flush() {
    this.#writer.flush();
  }

  /** @param {unknown} id */
  cancel(id) {
    const call = this.#incoming.get(/** @type {number} */ (id));
    if (call === undefined) return;
    call.cancelled = true;
    call.abort?.abort();
  }

  /** @param {any} message */
  #receive(message) {
    if (message === null || typeof message !== 'object' || Array.isArray(message) || message.jsonrpc !== '2.0') {
      throw new Error('A frame holds something that is no JSON-RPC 2.0 message.');
    }
    const { id, method } = message;
    if (typeof method === 'string') {
      if (id === undefined) this.#notified(method, message.params);
      else this.#asked(id, method, message.params);
    } else {
      this.#answered(message);
    }
  }

  /**
   * @param {string} method
   * @param {unknown} params
   */
  #notified(method, params) {
    const known = this.#methods.get(method);
    if (known !== undefined) void known(params, { id: 0, abortSignal: never });
  }

  /**
   * @param {number | string} id
   * @param {string} method
   * @param {unknown} params
   */
  #asked(id, method, params) {
    const known = this.#methods.get(method);
    if (known === undefined) {
      this.#fail(id, new WireError(ErrorCode.MethodNotFound, `There is no method "${method}".`));
      return;
    }
    /** @type {{ cancelled: boolean, abort?: AbortController }} */
    const state = { cancelled: false };
    this.#incoming.set(id, state);
    const abortSignal = () => {
      state.abort ??= new AbortController();
      if (state.cancelled) state.abort.abort();
      return state.abort.signal;
    };
    let result;
    try {
      result = known(params, { id, abortSignal });
    } catch (error) {
      this.#failed(id, state, error);
      return;
    }
    if (result instanceof Promise) {
      result.then(
        (value) => this.#succeeded(id, state, value),
        (error) => this.#failed(id, state, error),
      );
    } else {
      this.#succeeded(id, state, result);
    }
  }

  /**
   * @param {number | string} id
   * @param {{ cancelled: boolean }} state
   * @param {unknown} result
   */
  #succeeded(id, state, result) {
    this.#incoming.delete(id);
    // The host has stopped waiting, but an id is free again only when it was answered.
    if (state.cancelled) return this.#fail(id, new WireError(ErrorCode.Cancelled, 'Cancelled.'));
    let json;
    try {
      json = stringify(result);
    } catch (error) {
      return this.#fail(id, new WireError(ErrorCode.InvalidOutput, `The answer cannot be written as JSON: ${messageOf(error)}`));
    }
    if (!this.#writer.write(`{"jsonrpc":"2.0","id":${stringify(id)},"result":${json}}`)) {
      this.#fail(id, new WireError(ErrorCode.InvalidOutput, `The answer is larger than the limit of ${this.#writer.maxBytes} bytes.`));
    }
  }

  /**
   * @param {number | string} id
   * @param {{ cancelled: boolean }} state
   * @param {unknown} error
   */
  #failed(id, state, error) {
    this.#incoming.delete(id);
    if (state.cancelled) this.#fail(id, new WireError(ErrorCode.Cancelled, 'Cancelled.'));
    else this.#fail(id, error instanceof WireError ? error : new WireError(ErrorCode.InternalError, messageOf(error)));
  }

  /**
   * @param {number | string} id
   * @param {WireError} error
   */
  #fail(id, error) {
    this.#writer.write(stringify({ jsonrpc: '2.0', id, error: error.toWire() }));
  }

  /** @param {any} message */
  #answered(message) {
    const waiting = this.#outgoing.get(message.id);
    if (waiting === undefined) return;
    this.#outgoing.delete(message.id);
    if (message.error) waiting.reject(new WireError(message.error.code, message.error.message, message.error.data));
    else waiting.resolve(message.result);
  }
}

/** @returns {AbortSignal} */
function never() {
  throw new Error('A notification cannot be cancelled.');
}
