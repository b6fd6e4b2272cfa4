import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { withLockFile } from '../../../../prisma/src/embedded/lock-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'engram-lock-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a lock that another machine took over meanwhile is neither touched nor removed', async () => {
  const lock = join(folder, 'lock');
  const theirs = JSON.stringify({ pid: 1, identity: 'x', place: 'another machine', nonce: 'theirs' });
  const longAgo = new Date('2020-01-01T00:00:00Z');
  await withLockFile(lock, async () => {
    rmSync(lock);
    writeFileSync(lock, theirs);
    utimesSync(lock, longAgo, longAgo);
    // Longer than the time between two touches.
    await sleep(3_000);
    expect(statSync(lock).mtimeMs).toBe(longAgo.getTime());
  });
  expect(readFileSync(lock, 'utf8')).toBe(theirs);
});

it('a lock of ours is touched while it is held, and removed afterwards', async () => {
  const lock = join(folder, 'ours');
  const longAgo = new Date('2020-01-01T00:00:00Z');
  await withLockFile(lock, async () => {
    utimesSync(lock, longAgo, longAgo);
    const deadline = performance.now() + 60_000;
    while (statSync(lock).mtimeMs === longAgo.getTime() && performance.now() < deadline) await sleep(50);
    expect(statSync(lock).mtimeMs).toBeGreaterThan(longAgo.getTime());
  });
  expect(statSync(lock, { throwIfNoEntry: false })).toBeUndefined();
});
