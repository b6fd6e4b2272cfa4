/** Letters of a shared beginning that are worth leaving out. */
const worthwhile = 12;

/**
 * Names for where there is little room: of those that share a long beginning, as the runs of an experiment do, what follows it. Names that
 * could then no longer be told apart stay whole.
 */
export function shortNames(names: readonly string[]): string[] {
  const shortened = names.map((name) => {
    const shared = Math.max(
      0,
      ...names.filter((other) => other !== name).map((other) => sharedWords(name, other)),
    );
    return shared < worthwhile ? name : `… ${name.slice(shared)}`;
  });
  return shortened.map((short, at) =>
    shortened.some((other, k) => other === short && names[k] !== names[at]) ? names[at]! : short,
  );
}

/** Length of the beginning that two names share, up to the end of a part, as in `Removal on mnist: ` and `smoke · `, or else of a word. */
function sharedWords(a: string, b: string): number {
  let [part, word] = [0, 0];
  for (let at = 0; a[at] !== undefined && a[at] === b[at]; at++) {
    if (a[at] !== ' ') continue;
    word = at + 1;
    if (/[:·]$/.test(a.slice(0, at))) part = word;
  }
  return part >= worthwhile ? part : word;
}
