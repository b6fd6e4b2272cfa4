import { parseClaim, type Claim } from './claim.ts';

/** A number in a text with its link. */
export interface FoundClaim {
  /** Of the text, from 1; null in what has no lines, such as a PDF. */
  line: number | null;
  /** Of a PDF, from 1; left out elsewhere. */
  page?: number;
  /** As it stands in the text; null when no number stands beside the link. */
  printed: string | null;
  /** What the link claims, or why it claims nothing. */
  claim: Claim | string;
}

/** In TeX and BibTeX, `%` `#` `&` and `_` of an address may be escaped. */
const address = String.raw`[^\s{}()<>"'|]{0,200}?/s/[0-9a-fA-F]{64}\?[^\s{}()<>"'|]*`;
const nested = String.raw`((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)`;
const forms = [
  // \href{LINK}{NUMBER}
  { pattern: String.raw`\\href\s*\{(${address})\}\s*\{${nested}\}`, link: 1, number: 2 },
  // [NUMBER](LINK)
  { pattern: String.raw`\[([^\][]*)\]\(<?(${address})>?\)`, link: 2, number: 1 },
  // <a href="LINK">NUMBER</a>
  { pattern: String.raw`<a\s[^>]*?href="(${address})"[^>]*>([^<]*)</a>`, link: 1, number: 2 },
  // A bare link.
  { pattern: `(${address})`, link: 1, number: null },
] as const;

/** The claims of a text in LaTeX, BibTeX, Markdown or HTML, in their order. */
export function findClaims(text: string): FoundClaim[] {
  const found: (FoundClaim & { at: number })[] = [];
  let rest = text;
  for (const { pattern, link, number } of forms)
    rest = rest.replaceAll(new RegExp(pattern, 'g'), (...match: unknown[]) => {
      const whole = match[0] as string;
      const at = match.find((part) => typeof part === 'number')!;
      const claim = parseClaim(
        (match[link] as string).replaceAll(/\\([%#&_])/g, '$1').replaceAll('&amp;', '&'),
      );
      if (claim === null) return whole;
      const printed = number === null ? null : (match[number] as string).trim();
      found.push({ at, line: text.slice(0, at).split('\n').length, printed, claim });
      return ' '.repeat(whole.length);
    });
  return found.sort((a, b) => a.at - b.at).map(({ line, printed, claim }) => ({ line, printed, claim }));
}
