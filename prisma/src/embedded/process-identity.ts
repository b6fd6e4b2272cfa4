import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename } from 'node:path';

/**
 * Text that names a running process once and for all: a number is used again after a crash or a reboot, a number with its
 * start time (and the boot, on Linux) is not.
 * @returns null when no such process runs
 */
export function identityOf(pid: number): string | null {
  return process.platform === 'linux' ? linuxIdentity(pid) : portableIdentity(pid);
}

let place: string | undefined;

/** Names the machine or container whose process numbers ours are, across reboots; the same numbers mean others elsewhere. */
export function placeOfProcesses(): string {
  return (place ??= `${hostname()} ${readProc('/etc/machine-id')?.trim() ?? ''} ${namespaceOfProcesses()}`);
}

function namespaceOfProcesses(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

function linuxIdentity(pid: number): string | null {
  const stat = readProc(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The name in parentheses may hold spaces; state is field 3 and start time field 22 of proc(5).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return null;
  return `${pid} ${fields[19]} ${readProc('/proc/sys/kernel/random/boot_id')?.trim()}`;
}

function portableIdentity(pid: number): string | null {
  const started = processTable(pid, 'lstart').trim();
  return started ? `${pid} ${started}` : null;
}

/** One column of ps; '' when there is no such process. */
function processTable(pid: number, column: string): string {
  const { stdout } = spawnSync('ps', ['-ww', '-o', `${column}=`, '-p', String(pid)], {
    encoding: 'utf8',
    env: { PATH: '/bin:/usr/bin:/usr/local/bin', LC_ALL: 'C' },
  });
  return stdout ?? '';
}

/** Whether the process is a PostgreSQL server that works in `dataFolder`: its command line says so, and all may read it. */
export function isPostmasterOf(pid: number, dataFolder: string): boolean {
  if (identityOf(pid) === null) return false;
  if (process.platform === 'linux') {
    const argv = readProc(`/proc/${pid}/cmdline`)?.split('\0') ?? [];
    return basename(argv[0] ?? '') === 'postgres' && argv[argv.indexOf('-D') + 1] === dataFolder;
  }
  return processTable(pid, 'command').includes(`-D ${dataFolder} `);
}

function readProc(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
