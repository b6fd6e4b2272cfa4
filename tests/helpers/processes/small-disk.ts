import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real disk of a few megabytes, which can be filled, emptied and made read-only. */
export interface SmallDisk {
  folder: string;
  /** @param megabytes all there are when left out */
  fill(megabytes?: number): void;
  free(): void;
  /** Remounted read-only, or writable again. */
  readOnly(isReadOnly: boolean): void;
  remove(): void;
}

/** Whether this user may mount one; a container without CAP_SYS_ADMIN may not. */
export const canMount: boolean = (() => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    makeSmallDisk('1m').remove();
    return true;
  } catch {
    return false;
  }
})();

export function makeSmallDisk(size: string): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'engram-disk-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'pipe' });
  const ballast = join(folder, 'ballast');
  return {
    folder,
    fill(megabytes) {
      const { bavail, bsize } = statfsSync(folder);
      try {
        writeFileSync(ballast, Buffer.alloc(megabytes === undefined ? bavail * bsize : megabytes << 20));
      } catch {
        // Full a block earlier than it said.
      }
    },
    free: () => rmSync(ballast, { force: true }),
    readOnly: (isReadOnly) =>
      void execFileSync('mount', ['-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, folder], { stdio: 'pipe' }),
    remove() {
      execFileSync('umount', ['-l', folder], { stdio: 'pipe' });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
