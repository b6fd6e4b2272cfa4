/**
 * Cuts n things into ⌈n / limit⌉ parts whose sizes differ by at most one: nothing is dropped, and at most two shapes of
 * batch exist to be compiled. Parts have at least `least` things, which may take one of them above the limit.
 *
 * @returns the sizes, larger ones first
 */
export function evenSizes(n: number, limit: number, least = 1): number[] {
  const parts = Math.max(1, Math.min(Math.ceil(n / limit), Math.floor(n / least)));
  const small = Math.floor(n / parts);
  const larger = n - small * parts;
  return Array.from({ length: parts }, (_, i) => (i < larger ? small + 1 : small));
}
