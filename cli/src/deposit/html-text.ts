import { printableLine } from '@engram/core';

/** Text as HTML, in an element or an attribute in quotes. */
export const htmlText = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');

/** The same in one line, with invisible characters as their codes. */
export const htmlLine = (text: string): string => htmlText(printableLine(text));

/** JSON that may stand in a script, whatever texts it holds. */
export const scriptJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(
    /[<>&\u2028\u2029]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
