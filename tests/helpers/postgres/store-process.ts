import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const holder = fileURLToPath(new URL('./store-holder.mjs', import.meta.url));
const root = fileURLToPath(new URL('../../..', import.meta.url));

/** A process of its own that holds the embedded store of a home open. */
export class StoreProcess {
  readonly child: ChildProcess;
  private readonly line: Promise<string | undefined>;
  private complaint = '';

  /** @param command runs before `node`, such as one that changes the user */
  constructor(home: string, command: string[] = [], options: SpawnOptions = {}) {
    const [program, ...args] = [...command, process.execPath, holder, home];
    this.child = spawn(program!, args, { cwd: root, stdio: 'pipe', ...options });
    this.child.stderr!.on('data', (text: Buffer) => (this.complaint += text.toString()));
    const lines = createInterface({ input: this.child.stdout! });
    this.line = Promise.race([
      once(lines, 'line').then(([line]) => line as string),
      once(lines, 'close').then(() => undefined),
    ]);
  }

  /** Waits until the store is open. */
  async opened(): Promise<{ url: string; uid: number }> {
    const line = await this.line;
    if (line === undefined) throw new Error(`the store did not open: ${this.complaint}`);
    return JSON.parse(line) as { url: string; uid: number };
  }

  async close(): Promise<void> {
    this.child.stdin!.end();
    const [code] = (await once(this.child, 'exit')) as [number | null];
    if (code !== 0) throw new Error(`the store did not close: ${this.complaint}`);
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill(signal);
    await once(this.child, 'exit');
  }
}
