import { messageOf, read } from './errors.mjs';

/**
 * Checks the entry's `config` against the plugin's `configSchema` when that is something that can check: a Standard Schema
 * (Zod, Valibot, ArkType …) or an object with `safeParse`. A plain JSON Schema object is a description and is left alone.
 * @param {unknown} schema
 * @param {Record<string, unknown>} config
 * @returns {Promise<import('./check.mjs').Violation[]>}
 */
export async function staticConfigViolations(schema, config) {
  try {
    return (await issuesOf(/** @type {any} */ (schema), config)).map((issue) => {
      const path = pathOf(read(issue, 'path'));
      return { code: 'entry.config', message: `config${path}: ${messageOf(issue)}`, path: `config${path}` };
    });
  } catch (error) {
    return [{ code: 'entry.config', message: `The plugin's configSchema failed while checking: ${messageOf(error)}`, path: 'config' }];
  }
}

/**
 * @param {any} schema
 * @param {unknown} config
 * @returns {Promise<readonly unknown[]>}
 */
async function issuesOf(schema, config) {
  const standard = read(read(schema, '~standard'), 'validate');
  if (typeof standard === 'function') return (await standard(config)).issues ?? [];
  if (typeof read(schema, 'safeParse') === 'function') {
    const outcome = await schema.safeParse(config);
    return outcome.success ? [] : (outcome.error?.issues ?? [outcome.error]);
  }
  return [];
}

/** @param {unknown} path */
function pathOf(path) {
  if (!Array.isArray(path)) return '';
  return path.map((part) => read(part, 'key') ?? part).map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
}
