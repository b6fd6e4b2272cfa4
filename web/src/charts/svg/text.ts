/**
 * Widths of texts without measuring them, as fractions of the size of the font: near those of DejaVu Sans Condensed and of Inter,
 * and rather too wide than too narrow.
 */
const widths: readonly [RegExp, number][] = [
  [/^[ijlIJ'.,:;|!()[\]/\\ frt-]$/, 0.36],
  [/^[mwMW@%#&+<=>~^…−]$/, 0.86],
  [/^[A-Z]$/, 0.67],
  [/^[!-~]$/, 0.56],
  [/^\p{M}$/u, 0],
  // East Asian writing and emoji fill a square.
  [
    /^[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60\u{1f000}-\u{1faff}\u{20000}-\u{3fffd}]$/u,
    1.03,
  ],
  [/^\p{Ll}$/u, 0.62],
  [/^[\u2000-\u2027\u00a0-\u00b4]$/u, 0.56],
];
const widest = 1;

const letterWidth = (letter: string): number =>
  widths.find(([pattern]) => pattern.test(letter))?.[1] ?? widest;

export const widthOf = (text: string, fontSize: number): number =>
  fontSize * [...text].reduce((sum, letter) => sum + letterWidth(letter), 0);

/** As much of a text as fits, with an ellipsis where it is cut. */
export function cut(text: string, width: number, fontSize: number): string {
  if (widthOf(text, fontSize) <= width) return text;
  const room = width - widthOf('…', fontSize);
  let taken = '';
  let used = 0;
  for (const letter of text) {
    used += fontSize * letterWidth(letter);
    if (used > room) break;
    taken += letter;
  }
  return `${taken}…`;
}

/** A text in lines that fit a width; a longer word has a line of its own. */
export function wrap(text: string, width: number, fontSize: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf(`${last} ${word}`, fontSize) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => cut(line, width, fontSize));
}
