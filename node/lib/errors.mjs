/** Error codes of docs/protocol.md. */
export const ErrorCode = Object.freeze({
  InvalidRequest: -32600,
  MethodNotFound: -32601,
  InvalidParams: -32602,
  InternalError: -32603,
  Cancelled: -32800,
  ProtocolMismatch: -32001,
  NotInitialized: -32002,
  LoadFailed: -32010,
  UnknownSignal: -32020,
  SignalFailed: -32021,
  InvalidOutput: -32022,
});

const MAX_TEXT = 2000;

/** An error that travels as the `error` member of a response. */
export class WireError extends Error {
  /**
   * @param {number} code
   * @param {string} message
   * @param {Record<string, unknown>} [data]
   */
  constructor(code, message, data) {
    super(clip(message));
    this.code = code;
    this.data = data;
  }

  toWire() {
    return this.data === undefined ? { code: this.code, message: this.message } : { code: this.code, message: this.message, data: this.data };
  }
}

/** What a signal may say of its trouble, in whatever spelling: `BadCredential`, `bad_credential`, `BAD_CREDENTIAL`. */
const KINDS = new Map([
  ['UNAVAILABLE', 'UNAVAILABLE'],
  ['BADCREDENTIAL', 'BAD_CREDENTIAL'],
  ['OUTOFSCOPE', 'OUT_OF_SCOPE'],
  ['PERMANENT', 'PERMANENT'],
]);

/**
 * A thrown value as the failure of one measurement.
 * @param {unknown} thrown
 */
export function signalFailure(thrown) {
  /** @type {Record<string, unknown>} */
  const data = {};
  const kind = kindOf(read(thrown, 'kind'));
  if (kind !== undefined) data.kind = kind;
  const retryAfterMs = read(thrown, 'retryAfterMs');
  if (typeof retryAfterMs === 'number' && Number.isFinite(retryAfterMs) && retryAfterMs >= 0) {
    data.retryAfterMs = Math.min(Math.round(retryAfterMs), 86_400_000);
  }
  return new WireError(ErrorCode.SignalFailed, messageOf(thrown), data);
}

/** @param {unknown} kind */
function kindOf(kind) {
  return typeof kind === 'string' ? KINDS.get(kind.replaceAll('_', '').toUpperCase()) : undefined;
}

/**
 * The words of a thrown value, which may be anything at all.
 * @param {unknown} thrown
 * @returns {string}
 */
export function messageOf(thrown) {
  const message = read(thrown, 'message');
  if (typeof message === 'string' && message.trim() !== '') return clip(message);
  const name = read(thrown, 'name');
  if (typeof name === 'string' && name !== '') return clip(`${name} (without a message)`);
  if (thrown === null || (typeof thrown !== 'object' && typeof thrown !== 'function')) return clip(`Threw ${String(thrown)}.`);
  return 'Threw an object that is no Error.';
}

/**
 * @param {unknown} thrown
 * @returns {string | undefined}
 */
export function stackOf(thrown) {
  const stack = read(thrown, 'stack');
  return typeof stack === 'string' ? stack.slice(0, 2 * MAX_TEXT) : undefined;
}

/**
 * A member of a value that is anything at all: null, a primitive, or an object whose getter throws.
 * @param {unknown} value
 * @param {string} name
 * @returns {unknown}
 */
export function read(value, name) {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return undefined;
  try {
    return /** @type {Record<string, unknown>} */ (value)[name];
  } catch {
    return undefined;
  }
}

/** @param {string} text */
function clip(text) {
  // Half of a surrogate pair, cut here or quoted from somewhere, is no text on the wire.
  return (text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text).toWellFormed();
}
