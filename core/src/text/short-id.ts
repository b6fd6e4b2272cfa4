/** Fewest characters of its UUID by which a run or token is named: fewer would mean another one tomorrow. */
export const shortestId = 4;

const longest = '00000000-0000-0000-0000-000000000000';

/** Whether a text is the beginning of a UUID, and long enough to name something; a whole UUID is none. */
export function isShortId(text: string): boolean {
  if (text.length < shortestId || text.length >= longest.length) return false;
  return [...text].every(
    (character, at) => /[0-9a-f]/i.test(character) === (longest[at] === '0') && /[0-9a-f-]/i.test(character),
  );
}
