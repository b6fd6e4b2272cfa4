import { DomainError } from '../errors.ts';

/**
 * Text that people give — names, titles, tags, comments — reaches terminals, papers, spreadsheets and other people's pages. What is
 * invisible there, or changes how its surroundings are read, is rejected where text is stored, and written as its code where stored
 * text is shown.
 */

/** Scripts whose letters are joined and parted by the invisible U+200C and U+200D. */
const joining = [
  'Arab',
  'Syrc',
  'Mong',
  'Deva',
  'Beng',
  'Guru',
  'Gujr',
  'Orya',
  'Taml',
  'Telu',
  'Knda',
  'Mlym',
  'Sinh',
  'Khmr',
  'Mymr',
]
  .map((script) => `\\p{Script_Extensions=${script}}`)
  .join('');

/** Invisible characters that belong to what stands before them: joiners within such scripts and emoji, and the sign for colour. */
const inPlace = [
  `(?<=[${joining}])[\\u200c\\u200d](?=[${joining}])`,
  '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f])\\u200d(?=\\p{Extended_Pictographic})',
  '(?<=\\p{Emoji})\\ufe0f',
].join('|');

/** Control characters, line and paragraph separators, marks of direction, zero-width and other invisible characters, halves of characters. */
const invisible =
  '[\\p{Cc}\\p{Cs}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Default_Ignorable_Code_Point}\\p{Noncharacter_Code_Point}\\u2800\\ufff9-\\ufffb]';

/** More marks on one letter than any writing has; they cover the lines around it. */
const maxMarks = 8;
const pattern = new RegExp(`(${inPlace})|(${invisible})|(?<=\\p{M}{${maxMarks}})(\\p{M}+)`, 'gu');

/** Most text is this, and needs no closer look. */
const isAscii = (text: string): boolean => /^[\x20-\x7e\n]*$/.test(text);

const codeOf = (character: string): string =>
  `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;

/** Names of well-known ones. */
const known: readonly [RegExp, string][] = [
  [/\0/, 'the character NUL'],
  [/[\r\n\u0085\u2028\u2029]/, 'a line break'],
  [/\t/, 'a tab'],
  [/\p{Cc}/u, 'a control character'],
  [/\p{Cs}/u, 'half of a character'],
  [/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/, 'a mark of writing direction'],
];

/**
 * What of a text cannot be stored, as a message to its author; null when nothing.
 * @param options.lines whether it may have several lines and tabs
 */
export function textProblem(text: string, { lines = false } = {}): string | null {
  for (const [, allowed, hidden, marks] of text.matchAll(pattern)) {
    if (allowed !== undefined || (lines && (hidden === '\n' || hidden === '\t'))) continue;
    if (marks !== undefined) return `holds more than ${maxMarks} marks on one letter`;
    const what = known.find(([one]) => one.test(hidden!))?.[1] ?? 'an invisible character';
    return `holds ${what} (${codeOf(hidden!)})`;
  }
  return null;
}

/**
 * Rejects a name that is about to be stored.
 * @param what names it in the message, as 'the name of a run'
 * @throws DomainError INVALID_ARGUMENT
 */
export function assertPlainText(text: string, what: string): void {
  const problem = text.trim() === '' ? 'is empty' : textProblem(text);
  if (problem === null) return;
  throw new DomainError(
    'INVALID_ARGUMENT',
    `${what[0]!.toUpperCase()}${what.slice(1)} ${problem}: ${printableLine(JSON.stringify(text.slice(0, 200)))}. Give another, in visible characters on one line.`,
  );
}

/** A text with its invisible characters as \u{CODE}, for a terminal; lines and tabs stay. */
export function printable(text: string): string {
  if (isAscii(text)) return text;
  return text.replaceAll(pattern, (found, allowed?: string, hidden?: string) => {
    if (allowed !== undefined || found === '\n' || found === '\t') return found;
    return hidden === undefined ? '…' : `\\u{${hidden.codePointAt(0)!.toString(16).toUpperCase()}}`;
  });
}

/** The same in one line. */
export function printableLine(text: string): string {
  return printable(text.replaceAll(/[\r\n\t\u0085\u2028\u2029]+/g, ' '));
}

/** JSON whose strings hold no invisible characters but as escapes, so that it can be shown as it is. */
export function printableJson(value: unknown, replacer: null | undefined = null, indent?: number): string {
  const json = JSON.stringify(value, replacer, indent) ?? 'null';
  if (isAscii(json)) return json;
  const escapes = (text: string): string =>
    text.replaceAll(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return json.replaceAll(pattern, (found, allowed?: string) =>
    allowed !== undefined || found === '\n' ? found : escapes(found),
  );
}

/** A cell of RFC 4180, quoted where needed; text that a spreadsheet would run as a formula stands behind a '. */
export function csvText(value: string): string {
  const text = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
