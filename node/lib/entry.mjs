import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

/** The conditions under which the runner imports a package, most specific first is the author's business: order in `exports` decides. */
const IMPORT_CONDITIONS = new Set(['node', 'import', 'default']);
const REQUIRE_CONDITIONS = new Set(['node', 'require', 'default']);

/**
 * The file a package is entered by, as Node finds it for `import 'the-package'`: `exports`, else `main`, else `index.js`.
 * A package may be a plain folder that no `node_modules` holds, so Node's own resolution cannot be asked.
 * @param {string} directory
 * @returns {string} an absolute path
 */
export function findEntry(directory) {
  const manifestFile = join(directory, 'package.json');
  if (!existsSync(manifestFile)) throw new Error(`There is no package.json in ${directory}.`);
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8'));
  if (manifest.exports !== undefined && manifest.exports !== null) return fromExports(directory, manifest.exports);
  return fromMain(directory, typeof manifest.main === 'string' ? manifest.main : undefined);
}

/**
 * @param {string} directory
 * @param {unknown} exports
 */
function fromExports(directory, exports) {
  const isMap = typeof exports === 'object' && exports !== null && !Array.isArray(exports) && Object.keys(exports).some((key) => key.startsWith('.'));
  const root = isMap ? /** @type {Record<string, unknown>} */ (exports)['.'] : exports;
  const target = choose(root, IMPORT_CONDITIONS) ?? choose(root, REQUIRE_CONDITIONS);
  if (target === undefined) throw new Error('The "exports" of package.json name no file for "." that Node could import.');
  const file = resolve(directory, target);
  if (!target.startsWith('./') || relative(directory, file).split(sep)[0] === '..') {
    throw new Error(`The "exports" of package.json lead to "${target}", which is not inside the package.`);
  }
  return existing(file, `"exports" of package.json name "${target}"`);
}

/**
 * @param {unknown} target
 * @param {Set<string>} conditions
 * @returns {string | undefined}
 */
function choose(target, conditions) {
  if (typeof target === 'string') return target;
  if (Array.isArray(target)) {
    for (const one of target) {
      const found = choose(one, conditions);
      if (found !== undefined) return found;
    }
  } else if (typeof target === 'object' && target !== null) {
    for (const [condition, one] of Object.entries(target)) {
      const found = conditions.has(condition) ? choose(one, conditions) : undefined;
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/**
 * @param {string} directory
 * @param {string | undefined} main
 */
function fromMain(directory, main) {
  const tries = main === undefined ? [] : [main, `${main}.js`, `${main}.json`, `${main}.node`, join(main, 'index.js')];
  for (const one of [...tries, 'index.js', 'index.mjs', 'index.cjs']) {
    const file = resolve(directory, one);
    if (isFile(file)) return file;
  }
  return existing(resolve(directory, main ?? 'index.js'), main === undefined ? 'the package has no "exports" and no "main"' : `"main" of package.json names "${main}"`);
}

/**
 * @param {string} file
 * @param {string} why
 */
function existing(file, why) {
  if (isFile(file)) return file;
  throw Object.assign(new Error(`${why}, but there is no file ${file}. Was the package built?`), { code: 'ERR_MODULE_NOT_FOUND', missing: file });
}

/** @param {string} file */
function isFile(file) {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}
