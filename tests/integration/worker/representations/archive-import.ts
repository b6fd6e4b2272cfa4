import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { importRepresentations, type RepresentationOptions } from '@engram/worker';
import { scores, type StoredScore } from '@engram/store';
import { withScratchStore } from '../../../helpers/postgres/store.ts';
import { npzBytes } from '../../../worker/representations/numpy-bytes.ts';

export const options: RepresentationOptions = { distance: 'l2', unitNorm: true, codeVersion: 'test' };

/** A scratch store for the tests of a file, and what they do with archives in it. */
export function withArchives() {
  const scratch = withScratchStore();

  async function npz(name: string, arrays: Record<string, Uint8Array>): Promise<string> {
    const path = join(scratch.store.home, name);
    await writeFile(path, npzBytes(arrays));
    return path;
  }

  async function imported(path: string, more: Partial<RepresentationOptions> = {}): Promise<StoredScore[]> {
    const { id } = await importRepresentations(scratch.store, { paths: [path] }, { ...options, ...more });
    const rows: StoredScore[] = [];
    for await (const row of scores.stream(scratch.store, id)) rows.push(row);
    return rows;
  }

  return { scratch, npz, imported };
}
