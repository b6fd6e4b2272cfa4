/** Values of a text. */
export const wordBuckets = 2048;

/** FNV-1a of the UTF-16 units (G. Fowler, L. C. Noll, K.-P. Vo), to 32 bits. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < word.length; i++) {
    const unit = word.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >> 8), 0x01000193);
  }
  return hash >>> 0;
}

/**
 * A text as values: words in lower case (runs of letters and digits) are hashed to 2,048 places; each place has log(1 + its count),
 * and all together have length 1. A text without words has zeros.
 *
 * @param out receives the values from `at` on, 0 before
 */
function countWords(text: string, out: Float32Array, at: number): void {
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu))
    out[at + (hashOf(word) % wordBuckets)]! += 1;
  let square = 0;
  for (let i = at; i < at + wordBuckets; i++) {
    out[i] = Math.log1p(out[i]!);
    square += out[i]! ** 2;
  }
  if (square > 0) for (let i = at; i < at + wordBuckets; i++) out[i]! /= Math.sqrt(square);
}

/** Values of texts, [N, 2048]. */
export function wordCounts(texts: readonly string[]): Float32Array {
  const values = new Float32Array(texts.length * wordBuckets);
  texts.forEach((text, n) => countWords(text, values, n * wordBuckets));
  return values;
}
