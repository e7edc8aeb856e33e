/**
 * The part of a text's letters that are capitals, 0 to 1. Letters of scripts without capitals do not count: nobody shouts in them.
 * @param {string} text
 * @returns {{ letters: number, share: number }} `share` is 0 when there are no letters
 */
export function loudnessOf(text) {
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0;
  const letters = capitals + (text.match(/\p{Ll}/gu)?.length ?? 0);
  return { letters, share: letters === 0 ? 0 : capitals / letters };
}
