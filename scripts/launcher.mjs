/**
 * Watches the npm that started this process (`npx engram …`, `npm start`, `npm test`). npm and the shell between it and us do not
 * hand every signal on: without this, SIGTERM or kill -9 of npx would leave servers behind that nobody waits for.
 * A process that a shell of the user started is not bound to that shell: `nohup engram worker &` outlives it.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

const lookIntervalMs = 500;

/** Parent and command line of a process; null when it is gone (a zombie is gone). */
function lookUp(pid) {
  return process.platform === 'linux' ? lookUpLinux(pid) : lookUpAnywhere(pid);
}

function lookUpLinux(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
    return state === 'Z' || state === 'X' ? null : { parent: Number(parent), command };
  } catch {
    return null;
  }
}

function lookUpAnywhere(pid) {
  const { stdout } = spawnSync('ps', ['-ww', '-o', 'ppid=,command=', '-p', String(pid)], {
    encoding: 'utf8',
  });
  const [, parent, command] = /^\s*(\d+)\s+(.*)$/s.exec(stdout ?? '') ?? [];
  return parent === undefined ? null : { parent: Number(parent), command: command.trim() };
}

/** npm names itself by what it does ("npm exec engram serve"), or is still called by its file. */
const isNpm = (command) =>
  /^(npm|npx|pnpm|yarn)\b/.test(command) || /(npm|npx)(-cli\.js)?( |$)/.test(command);
const isShell = (command) => /^(-?)(sh|dash|bash|zsh|ash|ksh|busybox)$/.test(basename(command.split(' ')[0]));

/** Process numbers from our parent up to the npm that started us; none when no npm did. */
function launchers() {
  const first = lookUp(process.ppid);
  if (first === null) return [];
  if (isNpm(first.command)) return [process.ppid];
  if (!isShell(first.command) || !/ -c /.test(` ${first.command} `)) return [];
  const second = lookUp(first.parent);
  return second && isNpm(second.command) ? [process.ppid, first.parent] : [];
}

/**
 * Calls `onGone` once when the npm that started this process, or the shell between them, is gone. Call it first thing.
 * @returns stops watching
 */
export function watchLauncher(onGone) {
  if (process.env.npm_execpath === undefined && process.env.npm_lifecycle_event === undefined)
    return () => {};
  const [parent, above] = launchers();
  if (parent === undefined) return () => {};
  const timer = setInterval(() => {
    const isThere = process.ppid === parent && (above === undefined || lookUp(parent)?.parent === above);
    if (isThere) return;
    clearInterval(timer);
    onGone();
  }, lookIntervalMs);
  timer.unref();
  return () => clearInterval(timer);
}
