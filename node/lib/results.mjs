import { describe } from './check.mjs';
import { ErrorCode, WireError, messageOf, read, signalFailure } from './errors.mjs';

/**
 * @typedef {{ score: string | number | boolean, matchedValue?: string, detail?: string } | { notApplicable: string }} WireResult
 */

/**
 * What a signal's `run` gave, as it travels. A result nobody documented becomes an error that says what was wrong with it.
 * @param {unknown} result
 * @param {unknown} declared the descriptor's `outputType`
 * @returns {WireResult}
 */
export function toWireResult(result, declared) {
  if (typeof result !== 'object' || result === null) throw invalid(`The signal returned ${describe(result)} where { outputType, score } should be.`);
  if (read(result, 'type') === 'ERROR') throw permanentFailure(read(result, 'score'));

  const notApplicable = read(result, 'notApplicable');
  if (typeof notApplicable === 'string' && notApplicable.trim() !== '') return { notApplicable };

  const score = read(result, 'score');
  if (typeof score !== 'boolean' && typeof score !== 'string' && !(typeof score === 'number' && Number.isFinite(score))) {
    throw invalid(`The signal's score is ${describe(score)}; it has to be a boolean, a string or a finite number.`);
  }
  const type = read(read(result, 'outputType'), 'scalarType');
  const wanted = read(declared, 'scalarType');
  if (type !== undefined && type !== wanted) {
    throw invalid(`The result's outputType is ${describe(type)}, but the signal declares ${describe(wanted)}.`);
  }

  /** @type {{ score: string | number | boolean, matchedValue?: string, detail?: string }} */
  const wire = { score };
  const matchedValue = read(result, 'matchedValue');
  if (typeof matchedValue === 'string') wire.matchedValue = matchedValue;
  const detail = read(result, 'detail');
  if (typeof detail === 'string') wire.detail = detail;
  return wire;
}

/**
 * `{ type: 'ERROR', score: error }`, the contract's way of returning a failure that will not pass.
 * @param {unknown} error
 */
function permanentFailure(error) {
  const title = read(error, 'title');
  const failure = signalFailure(error);
  return new WireError(ErrorCode.SignalFailed, typeof title === 'string' ? title : messageOf(error), { kind: 'PERMANENT', ...failure.data });
}

/** @param {string} message */
function invalid(message) {
  return new WireError(ErrorCode.InvalidOutput, message);
}

/**
 * @param {unknown} answer what `getDisabledInfo` gave
 * @returns {{ disabled: false } | { disabled: true, disabledMessage: string }}
 */
export function toWireAvailability(answer) {
  const disabled = read(answer, 'disabled');
  if (disabled === false) return { disabled: false };
  const message = read(answer, 'disabledMessage');
  if (disabled === true) {
    return { disabled: true, disabledMessage: typeof message === 'string' && message.trim() !== '' ? message : 'The integration does not say why.' };
  }
  return { disabled: true, disabledMessage: `getDisabledInfo gave ${describe(answer)} where { disabled } should be.` };
}
