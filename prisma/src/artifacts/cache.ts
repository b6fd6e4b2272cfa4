import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArtifactPlace } from './artifact-place.ts';

/** What was used so recently stays: an encoder may wait for hours until a trainer reads it. */
const restMs = 24 * 3_600_000;
/** Looked through this often at most: a home may hold a hundred thousand files. */
const intervalMs = 10 * 60_000;

const lookedAtMs = new Map<string, number>();

/** What may go as a whole: a file, or the folder of a dataset. */
interface Copy {
  path: string;
  usedAtMs: number;
  sizeBytes: number;
}

/**
 * Removes from this machine's home copies of what the place holds, those first that were not used for longest, until the rest fits
 * into `cacheBytes`.
 */
export async function trimCache(place: ArtifactPlace, home: string, cacheBytes: number): Promise<void> {
  const nowMs = Date.now();
  if (nowMs - (lookedAtMs.get(home) ?? 0) < intervalMs) return;
  lookedAtMs.set(home, nowMs);
  // What was brought is here, whether or not there is room for more.
  await trimNow(place, home, { cacheBytes, usedBeforeMs: nowMs - restMs }).catch(() => undefined);
}

/** @param o.usedBeforeMs what was used since stays */
export async function trimNow(
  place: ArtifactPlace,
  home: string,
  { cacheBytes, usedBeforeMs }: { cacheBytes: number; usedBeforeMs: number },
): Promise<void> {
  // The home of an embedded database may hold its only copies.
  if (existsSync(join(home, 'postgres'))) return;
  const copies = [
    ...(await copiesIn(home, 'datasets')),
    ...(await inSubfolders(home, 'checkpoints')),
    ...(await inSubfolders(home, 'thumbnails')),
  ];
  let bytes = copies.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (bytes <= cacheBytes) return;
  const old = copies
    .filter(({ usedAtMs }) => usedAtMs < usedBeforeMs)
    .sort((a, b) => a.usedAtMs - b.usedAtMs);
  const held = new Set((await place.list('')).map(({ path }) => path));
  const isHeld = async (path: string): Promise<boolean> => {
    if (!path.startsWith('datasets/')) return held.has(path);
    const names = await readdir(join(home, path));
    return names.every((name) => held.has(join(path, name)));
  };
  for (const { path, sizeBytes } of old) {
    if (bytes <= cacheBytes) return;
    // What the place lacks may be the only copy.
    if (!(await isHeld(path))) continue;
    // A reader sees the whole or nothing.
    const leaving = join(home, `${path}.${randomUUID()}.part`);
    await rename(join(home, path), leaving);
    await rm(leaving, { recursive: true, force: true });
    bytes -= sizeBytes;
  }
}

async function inSubfolders(home: string, folder: string): Promise<Copy[]> {
  const names = await readdir(join(home, folder)).catch(() => []);
  const copies: Copy[] = [];
  for (const name of names) copies.push(...(await copiesIn(home, join(folder, name))));
  return copies;
}

async function copiesIn(home: string, folder: string): Promise<Copy[]> {
  const names = await readdir(join(home, folder)).catch(() => []);
  const found = await Promise.all(
    names
      .filter((name) => !name.endsWith('.part'))
      .map(async (name): Promise<Copy | null> => {
        const path = join(folder, name);
        const state = await stat(join(home, path)).catch(() => null);
        if (!state) return null;
        const sizeBytes = state.isDirectory() ? await sizeOf(join(home, path)) : state.size;
        return { path, usedAtMs: state.mtimeMs, sizeBytes };
      }),
  );
  return found.filter((copy) => copy !== null);
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(
    names.map(async (name) => (await stat(join(folder, name)).catch(() => null))?.size ?? 0),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
