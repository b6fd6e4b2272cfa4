import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const memory = '/sys/fs/cgroup/memory';
const swapBytes = 2 ** 31;

/** A swap file in a folder, which is in use from now on. */
function swapOn(folder: string, bytes: number): string {
  const file = join(folder, 'swap');
  execFileSync('fallocate', ['-l', String(bytes), file]);
  execFileSync('chmod', ['600', file]);
  execFileSync('mkswap', [file], { stdio: 'ignore' });
  execFileSync('swapon', [file], { stdio: 'ignore' });
  return file;
}

/** Root on a Linux with cgroups of version 1 can take memory from a process, and give it a swap file where the disk allows one. */
export const canSwap =
  process.getuid?.() === 0 && existsSync(join(memory, 'memory.limit_in_bytes')) && canSwapOn();

function canSwapOn(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'engram-swap-'));
  try {
    execFileSync('swapoff', [swapOn(folder, 2 ** 20)]);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A swap file of its own, and a group of processes whose memory can be taken away. */
export class SwappingGroup {
  private readonly group = join(memory, `engram-${process.pid}`);
  private readonly folder = mkdtempSync(join(tmpdir(), 'engram-swap-'));

  /** Goes before a command that is to run in the group. */
  readonly through: readonly string[];

  constructor() {
    swapOn(this.folder, swapBytes);
    mkdirSync(this.group);
    // What finds no page waits for one; otherwise the system kills it.
    writeFileSync(join(this.group, 'memory.oom_control'), '1');
    this.through = ['sh', '-c', `echo $$ > ${this.group}/cgroup.procs && exec "$@"`, 'sh'];
  }

  /** Bytes of memory that the group holds. */
  get held(): number {
    return Number(readFileSync(join(this.group, 'memory.usage_in_bytes'), 'utf8'));
  }

  /** Bytes of it that lie in swap. */
  get swapped(): number {
    return Number(/^swap (\d+)/m.exec(readFileSync(join(this.group, 'memory.stat'), 'utf8'))?.[1]);
  }

  get processes(): number[] {
    return readFileSync(join(this.group, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean).map(Number);
  }

  /** Takes all memory beyond `bytes` away; −1 takes no more away. Nothing runs meanwhile, or pages were needed as fast as they are taken. */
  async limit(bytes: number): Promise<void> {
    const processes = this.processes;
    for (const id of processes) process.kill(id, 'SIGSTOP');
    try {
      await writeFile(join(this.group, 'memory.limit_in_bytes'), String(bytes));
    } finally {
      for (const id of processes) process.kill(id, 'SIGCONT');
    }
  }

  /** To be called when no process of the group is left. */
  close(): void {
    execFileSync('swapoff', [join(this.folder, 'swap')]);
    rmdirSync(this.group);
    rmSync(this.folder, { recursive: true });
  }
}
