/** The files of models that are imported together. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DomainError } from '@engram/core';
import { expandHome } from '../files/expand-home.ts';
import { unreadable } from '../files/unreadable.ts';
import { withExternalData } from './onnx-file/external-data.ts';

/** Node reads no larger file at once; weights may lie in files beside it. */
const largestFile = 2 ** 31 - 1;

const inOrder = new Intl.Collator('en', { numeric: true });

/**
 * Paths of models: files in the order given, of a folder its `.onnx` files by name (2 before 10).
 * @throws DomainError NOT_FOUND, INVALID_FILE for a folder without models
 */
export async function modelPaths(sources: readonly string[]): Promise<string[]> {
  const paths: string[] = [];
  for (const source of sources) {
    const real = expandHome(source);
    const info = await stat(real).catch((error: unknown) => {
      throw unreadable(source, error);
    });
    if (!info.isDirectory()) paths.push(real);
    else {
      const names = (await readdir(real)).filter((name) => /\.onnx$/i.test(name)).sort(inOrder.compare);
      if (names.length === 0)
        throw new DomainError('INVALID_FILE', `The folder ${source} holds no file that ends in .onnx.`);
      paths.push(...names.map((name) => join(real, name)));
    }
  }
  return paths;
}

/**
 * A model with all of its weights.
 * @throws DomainError INVALID_FILE for a file that is no ONNX model, or lacks its weights
 */
export async function readModel(path: string): Promise<Uint8Array> {
  const { size } = await stat(path);
  if (size > largestFile)
    throw new DomainError(
      'INVALID_FILE',
      `${basename(path)} has ${size} bytes; models up to ${largestFile} are read.`,
    );
  const bytes = await readFile(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  return withExternalData(bytes, path);
}
