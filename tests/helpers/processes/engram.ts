import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { tmpdir } from 'node:os';

const bin = fileURLToPath(new URL('../../../cli/bin/engram.mjs', import.meta.url));

export interface Outcome {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

export interface EngramOptions {
  /** ENGRAM_HOME of the command. */
  home: string;
  /** Further settings. */
  env?: Record<string, string>;
  timeoutMs?: number;
  /** What goes before the command, such as one that runs it on another machine. */
  through?: readonly string[];
}

/** A running command `engram`: the real program in a process of its own, in a working directory that is not the clone. */
export class EngramProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<Outcome>;
  stdout = '';
  stderr = '';

  constructor(args: string[], { home, env = {}, timeoutMs = 120_000, through = [] }: EngramOptions) {
    const [program, ...rest] = [...through, process.execPath, bin, ...args];
    this.child = spawn(program!, rest, {
      cwd: tmpdir(),
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        ENGRAM_HOME: home,
        // As under npx: messages then name the command so.
        npm_command: 'exec',
        ENGRAM_ENGINE: process.env.ENGRAM_ENGINE ?? 'auto',
        ENGRAM_THREADS: '2',
        // The sources may be edited while the tests run; two processes of one test are one program all the same.
        ENGRAM_CODE_VERSION: 'test',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child.stdout?.on('data', (text: Buffer) => (this.stdout += text.toString()));
    this.child.stderr?.on('data', (text: Buffer) => (this.stderr += text.toString()));
    const timer = setTimeout(() => this.child.kill('SIGKILL'), timeoutMs);
    this.ended = new Promise((resolve) =>
      this.child.once('close', (exitCode, signal) => {
        clearTimeout(timer);
        resolve({ exitCode, signal, stdout: this.stdout, stderr: this.stderr });
      }),
    );
  }

  get pid(): number {
    return this.child.pid!;
  }

  kill(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }
}

/** Runs `engram ARGS` to its end. */
export const engram = (args: string[], options: EngramOptions): Promise<Outcome> =>
  new EngramProcess(args, options).ended;

/** Waits until `look` gives something, and returns it; fails with `what` after the time-out. */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  { timeoutMs = 60_000, intervalMs = 50 } = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (performance.now() > deadline) throw new Error(`waited ${timeoutMs} ms in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
  }
}

/** Waits until a process `engram worker` takes work. */
export const workerIsUp = (
  worker: Pick<EngramProcess, 'stderr'>,
  o?: { timeoutMs?: number },
): Promise<true> => until('the worker is up', async () => worker.stderr.includes('Worker worker-'), o);
