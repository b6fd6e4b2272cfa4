import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkpointArtifact, sha256 } from '@engram/store';

/** Writes a file as a checkpoint is named. @returns its path below the home */
export async function withCheckpoint(home: string, content: string | Uint8Array): Promise<string> {
  const path = checkpointArtifact(sha256(content));
  await mkdir(dirname(join(home, path)), { recursive: true });
  await writeFile(join(home, path), content);
  return path;
}

/** Files of checkpoints in a home, as paths below its folder `checkpoints`. */
export const checkpointsIn = async (home: string): Promise<string[]> =>
  (await readdir(join(home, 'checkpoints'), { recursive: true })).filter((name) => name.endsWith('.bin'));
