import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  checkpointPath,
  readCheckpoint,
  writeCheckpoint,
} from '../../../../worker/src/files/checkpoint-store.ts';

const bytes = Uint8Array.from({ length: 1000 }, (_, i) => i % 251);
let home: string;
beforeEach(async () => (home = await mkdtemp(join(tmpdir(), 'engram-checkpoints-'))));
afterEach(() => rm(home, { recursive: true, force: true }));

describe('the checkpoint store', () => {
  it('gives back what was written, under the hash of its content, and leaves no temporary file', async () => {
    const hash = await writeCheckpoint(home, bytes);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(Buffer.compare(await readCheckpoint(home, hash), bytes)).toBe(0);
    expect(await readdir(dirname(checkpointPath(home, hash)))).toEqual([`${hash}.bin`]);
  });

  it('stores the same content once, also when two write it at a time', async () => {
    const hashes = await Promise.all([1, 2, 3].map(() => writeCheckpoint(home, bytes)));
    expect(new Set(hashes).size).toBe(1);
    expect(await readdir(dirname(checkpointPath(home, hashes[0]!)))).toHaveLength(1);
  });

  it('refuses a damaged checkpoint, and mends it when it is written again', async () => {
    const hash = await writeCheckpoint(home, bytes);
    await writeFile(checkpointPath(home, hash), bytes.subarray(0, 500));
    await expect(readCheckpoint(home, hash)).rejects.toMatchObject({ code: 'INVALID_FILE' });
    await writeCheckpoint(home, bytes);
    await expect(readCheckpoint(home, hash)).resolves.toHaveLength(1000);
  });

  it('refuses a missing checkpoint and says what to do', async () => {
    await expect(readCheckpoint(home, 'ab'.repeat(32))).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('train its encoder again') as string,
    });
  });
});
