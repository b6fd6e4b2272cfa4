import { closest, distance } from 'fastest-levenshtein';

/** Whether `given` is `name` with letters left out, such as lr for learningRate. */
function abbreviates(given: string, name: string): boolean {
  if (given === '' || given[0] !== name[0]) return false;
  let at = 0;
  for (const letter of name) if (letter === given[at]) at++;
  return at === given.length;
}

/** The first letters of a name's words: lr of learningRate. */
const initials = (name: string): string =>
  (name[0] ?? '') +
  name
    .slice(1)
    .replace(/[^A-Z]/g, '')
    .toLowerCase();

/** The known name most like the one given: one whose initials or letters it has, else the one fewest edits away. */
export function nearestOf(given: string, known: readonly string[]): string {
  const lower = given.toLowerCase();
  const full = known.filter((name) => abbreviates(lower, name.toLowerCase()));
  const short = full.filter((name) => initials(name) === lower);
  return closest(given, short.length > 0 ? short : full.length > 0 ? full : [...known]);
}

/** What was probably meant: ` Did you mean 'x'?`, or nothing when no name is near. */
export function didYouMean(given: string, known: readonly string[]): string {
  if (known.length === 0) return '';
  const nearest = closest(given, [...known]);
  return distance(given, nearest) <= Math.ceil(nearest.length / 3) ? ` Did you mean '${nearest}'?` : '';
}
