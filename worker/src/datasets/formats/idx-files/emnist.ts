/**
 * EMNIST (https://www.nist.gov/itl/products-and-services/emnist-dataset): its idx files store each image with rows and columns swapped, compared to MNIST, and
 * say so nowhere but in their names: `emnist-letters-train-images-idx3-ubyte`.
 */
import { basename } from 'node:path';

const digits = [...'0123456789'];
const upper = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** Letters whose two cases look alike are one class in these splits. */
const merged = [...digits, ...upper, ...'abdefghnqrt'];

/** Names of classes by their label; letters count from 1. */
const classNames: Readonly<Record<string, (label: number) => string | undefined>> = {
  byclass: (label) => [...digits, ...upper, ...upper.map((letter) => letter.toLowerCase())][label],
  bymerge: (label) => merged[label],
  balanced: (label) => merged[label],
  letters: (label) => upper[label - 1] && `${upper[label - 1]}${upper[label - 1]!.toLowerCase()}`,
  digits: (label) => digits[label],
  mnist: (label) => digits[label],
};

export interface EmnistSplit {
  nameOf(label: number): string;
}

/** What the name of an images file says; null unless it is one of EMNIST. */
export function emnistSplit(file: string): EmnistSplit | null {
  const found = /^emnist-([a-z]+)/i.exec(basename(file));
  if (!found) return null;
  const nameOf = classNames[found[1]!.toLowerCase()];
  return { nameOf: (label) => nameOf?.(label) ?? String(label) };
}

/** Swaps rows and columns of each image in place. @param pixels [N, S, S, C] */
export function transposeImages(pixels: Uint8Array, side: number, channels: number): void {
  const size = side * side * channels;
  for (let start = 0; start < pixels.length; start += size)
    for (let y = 0; y < side; y++)
      for (let x = 0; x < y; x++)
        for (let c = 0; c < channels; c++) {
          const a = start + (y * side + x) * channels + c;
          const b = start + (x * side + y) * channels + c;
          const kept = pixels[a]!;
          pixels[a] = pixels[b]!;
          pixels[b] = kept;
        }
}
