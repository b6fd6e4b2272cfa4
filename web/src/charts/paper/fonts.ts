import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** DejaVu Sans Condensed: free to embed, with Latin, Greek and Cyrillic letters and the signs of mathematics. */
export const fontFamily = 'DejaVu Sans Condensed';

const files = { regular: 'DejaVuSansCondensed.ttf', bold: 'DejaVuSansCondensed-Bold.ttf' } as const;
export type Face = keyof typeof files;
export const faces = Object.keys(files) as Face[];

const { resolve } = createRequire(import.meta.url);
const loaded = new Map<Face, Promise<Buffer>>();

/** The whole font, read once. */
export function fontOf(face: Face): Promise<Buffer> {
  let font = loaded.get(face);
  if (!font) {
    font = readFile(resolve(`dejavu-fonts-ttf/ttf/${files[face]}`));
    loaded.set(face, font);
  }
  return font;
}

/** The face of a text by its weight in CSS. */
export const faceOf = (weight: unknown): Face => (Number(weight ?? 400) >= 600 ? 'bold' : 'regular');
