import { printableLine } from './plain-text.ts';

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
