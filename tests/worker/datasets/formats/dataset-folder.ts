import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect } from 'vitest';
import type { Dataset } from '../../../../worker/src/datasets/dataset.ts';
import type { ReadContext } from '../../../../worker/src/datasets/formats/format.ts';
import { readDataset } from '../../../../worker/src/datasets/formats/registry.ts';

/**
 * What makes a folder of the files that it is given; all of them are gone after the tests of the file, or of the `describe`, that calls
 * this. (A hook beside the imports would run for the first file alone: unit test files share the modules that they load.)
 */
export function withFolders(): (files: Record<string, Uint8Array | string>) => Promise<string> {
  const folders: string[] = [];
  afterAll(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
  });
  return async (files) => {
    const folder = await mkdtemp(join(tmpdir(), 'engram-formats-'));
    folders.push(folder);
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), content);
    }
    return folder;
  };
}

/** Some bytes that no two images share. */
export const noise = (count: number, seed = 1): Uint8Array =>
  Uint8Array.from({ length: count }, (_, i) => ((i + 1) * 2654435761 * seed) >>> 24);

export const datapoint = ({ pixels, shape }: Dataset, n: number): number[] => {
  const size = shape.height * shape.width * shape.channels;
  return [...pixels.subarray(n * size, (n + 1) * size)];
};

/** Reading is refused with this message, and with a code of the user's doing. */
export async function expectRefused(spec: string, reason: RegExp, context?: ReadContext): Promise<void> {
  const error: unknown = await readDataset(spec, context).then(
    () => null,
    (refused: unknown) => refused,
  );
  expect(error).toMatchObject({ message: expect.stringMatching(reason) as string });
  expect((error as { code: string }).code).toMatch(/^INVALID_(FILE|ARGUMENT)$/);
}

/** The files but for one. */
export const without = <T>(files: Record<string, T>, name: string): Record<string, T> =>
  Object.fromEntries(Object.entries(files).filter(([other]) => other !== name));
