/** Widths of text without measuring it: mean width of a letter as a fraction of the size of the font. */
const letter = 0.56;

export const widthOf = (text: string, fontSize: number): number => [...text].length * letter * fontSize;

/** As much of a text as fits, with an ellipsis where it is cut. */
export function cut(text: string, width: number, fontSize: number): string {
  const room = Math.max(1, Math.floor(width / (letter * fontSize)));
  const letters = [...text];
  return letters.length <= room ? text : `${letters.slice(0, room - 1).join('')}…`;
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
