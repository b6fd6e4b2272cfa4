const lowest = '00000000-0000-0000-0000-000000000000';
const highest = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** The ids that begin with a prefix (lower-case hexadecimal and dashes), as a range of a primary key; null when none can. */
export function idRange(prefix: string): { from: string; to: string } | null {
  const fits = [...prefix].every((character, at) =>
    lowest[at] === '-' ? character === '-' : lowest[at] !== undefined && /[0-9a-f]/.test(character),
  );
  return fits
    ? { from: prefix + lowest.slice(prefix.length), to: prefix + highest.slice(prefix.length) }
    : null;
}
