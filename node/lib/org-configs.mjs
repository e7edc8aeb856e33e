const { parse, stringify } = JSON;
const MOST = 10_000;

/** What organisations saved, asked of the host once and kept until the host says that it changed. */
export class OrgConfigs {
  /** @type {Map<string, Promise<string>>} */
  #texts = new Map();

  /** @param {(orgId: string) => Promise<unknown>} ask */
  constructor(ask) {
    this.ask = ask;
  }

  /**
   * The organisation's configuration; an empty object when it saved none. A new object each time: what a plugin does to it is its own affair.
   * @param {string} orgId
   * @returns {Promise<Record<string, unknown>>}
   */
  async get(orgId) {
    const key = String(orgId);
    let text = this.#texts.get(key);
    if (text === undefined) {
      text = this.ask(key).then((config) => stringify(config ?? {}));
      this.#texts.set(key, text);
      // A failure is not kept: the next call asks again.
      text.catch(() => this.#forgetIf(key, text));
      if (this.#texts.size > MOST) this.#texts.delete(/** @type {string} */ (this.#texts.keys().next().value));
    }
    return parse(await text);
  }

  /** @param {string | null} orgId null for all */
  forget(orgId) {
    if (orgId === null) this.#texts.clear();
    else this.#texts.delete(orgId);
  }

  /**
   * @param {string} key
   * @param {Promise<string> | undefined} text
   */
  #forgetIf(key, text) {
    if (this.#texts.get(key) === text) this.#texts.delete(key);
  }
}
