import * as nodeModule from 'node:module';

/** The names under which the TypeScript contract publishes its run-time helpers. */
const SUPPLIED = new Set(['@roostorg/types', '@roostorg/coop-types']);

/**
 * Gives a plugin our own copy of the contract's helpers when its own resolution does not find them, so that nothing but the plugin has to be
 * installed. Node 22.15 and later have hooks in this thread; on Node 20 the host passes a policy file that redirects the names instead, because
 * its hooks live in a worker thread, which the permission model would have to allow to the plugin as well.
 */
export function supplyContractHelpers() {
  const registerHooks = /** @type {any} */ (nodeModule).registerHooks;
  if (typeof registerHooks !== 'function') return;
  registerHooks({
    /**
     * @param {string} specifier
     * @param {{ conditions: string[] }} context
     * @param {(specifier: string, context: object) => object} next
     */
    resolve(specifier, context, next) {
      if (!SUPPLIED.has(specifier)) return next(specifier, context);
      try {
        return next(specifier, context);
      } catch (error) {
        const code = /** @type {{ code?: string }} */ (error).code;
        if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw error;
        const required = context.conditions.includes('require');
        return {
          url: new URL(required ? '../supplied/index.cjs' : '../supplied/index.mjs', import.meta.url).href,
          format: required ? 'commonjs' : 'module',
          shortCircuit: true,
        };
      }
    },
  });
}
