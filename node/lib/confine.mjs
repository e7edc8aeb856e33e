import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import v8 from 'node:v8';

/**
 * Closes what Node's permission model leaves open: sending signals to other processes (the host runs as the same user and would end), slowing them down, and
 * V8 flags, some of which write files or switch off V8's own checks. Called before the plugin is loaded.
 *
 * Without the permission model, or for a plugin that may start processes, it would be a lock beside an open door: such a plugin must be able to end its children.
 */
export function confine() {
  const permission = /** @type {any} */ (process).permission;
  if (permission === undefined || permission.has('child')) return;

  const own = process.pid;
  const signals = /** @type {Record<string, any>} */ (process);
  for (const name of ['kill', '_kill']) {
    const original = signals[name];
    if (typeof original !== 'function') continue;
    // Bound now: the plugin may replace Function.prototype.call, and would be handed the original.
    const send = original.bind(process);
    lock(signals, name, (/** @type {unknown} */ pid, /** @type {unknown} */ signal) => {
      // The number is made once: an object could be another one the second time. 0 and below are groups, the host's among them.
      if (Number(pid) !== own) throw denied('send signals to other processes');
      return send(own, signal);
    });
  }
  lock(signals, '_debugProcess', () => {
    throw denied('debug a process');
  });

  const { setPriority } = os;
  lock(os, 'setPriority', (/** @type {unknown} */ first, /** @type {unknown} */ second) => {
    const pid = second === undefined ? 0 : Number(first);
    if (pid !== 0 && pid !== own) throw denied('change the priority of other processes');
    return setPriority(pid, /** @type {number} */ (second === undefined ? first : second));
  });
  lock(v8, 'setFlagsFromString', () => {
    throw denied('set flags of V8');
  });
  syncBuiltinESMExports();
}

/**
 * @param {object} holder
 * @param {string} name
 * @param {Function} value
 */
function lock(holder, name, value) {
  Object.defineProperty(holder, name, { value, writable: false, configurable: false, enumerable: true });
}

/** @param {string} what */
function denied(what) {
  return Object.assign(new Error(`An integration may not ${what}.`), { code: 'ERR_ACCESS_DENIED' });
}
