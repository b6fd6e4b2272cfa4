import font from 'oled-font-5x7';
import { plotSide } from '@engram/core';

const margin = 4;
/** A cell of the font with the space around it. */
const cell = { width: 6, height: 9 };
const columns = Math.floor((plotSide - 2 * margin) / cell.width);
const rows = Math.floor((plotSide - 2 * margin) / cell.height);
const paper = 255;
const ink = 32;

/** Accents are left out; what the font lacks becomes a box. */
const plain = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ').trim();

/** Breaks lines between words; a word longer than a line is cut. */
export function linesOf(text: string): string[] {
  const lines: string[] = [''];
  // No more of it can be shown.
  for (const word of plain(text.slice(0, 4 * columns * rows)).split(' ')) {
    const line = lines.at(-1)!;
    if (line === '') lines[lines.length - 1] = word.slice(0, columns);
    else if (line.length + 1 + word.length <= columns) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word.slice(0, columns));
  }
  return lines.slice(0, rows);
}

/**
 * The beginning of a text as a picture, in a bitmap font: the same on every machine, whatever fonts it has.
 * @returns grey pixels, [plotSide, plotSide]
 */
export function drawText(text: string): Uint8Array {
  const pixels = new Uint8Array(plotSide * plotSide).fill(paper);
  linesOf(text).forEach((line, row) =>
    Array.from(line).forEach((letter, column) => {
      const glyph = font.lookup.indexOf(letter);
      for (let x = 0; x < font.width; x++) {
        const bits = glyph < 0 ? (x % 4 === 0 ? 0x7f : 0x41) : font.fontData[glyph * font.width + x]!;
        for (let y = 0; y < font.height; y++)
          if ((bits >> y) & 1)
            pixels[(margin + row * cell.height + y) * plotSide + margin + column * cell.width + x] = ink;
      }
    }),
  );
  return pixels;
}
