import { expect } from 'vitest';
import { engram, EngramProcess, type EngramOptions } from '../helpers/processes/engram.ts';

/** Commands of one place that have to succeed, and processes that are killed at the end. */
export class Commands {
  readonly #started: EngramProcess[] = [];

  /** @param settings of each run, such as `epochs=12` */
  constructor(
    readonly place: EngramOptions,
    private readonly settings: readonly string[],
  ) {}

  /** @param more what differs from the place, such as the machine */
  start(args: string[], more: Partial<EngramOptions> = {}): EngramProcess {
    const process = new EngramProcess(args, { timeoutMs: 400_000, ...this.place, ...more });
    this.#started.push(process);
    return process;
  }

  /** @returns what it printed */
  async done(...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await engram(args, this.place);
    expect(exitCode, `engram ${args.join(' ')}: ${stderr}`).toBe(0);
    return stdout;
  }

  /** @returns id of a run that is queued with `--no-follow`, and else has ended */
  async run(...more: string[]): Promise<string> {
    const settings = this.settings.flatMap((one) => ['--set', one]);
    return (JSON.parse(await this.done('run', 'smoke', ...settings, ...more, '--json')) as { id: string }).id;
  }

  async scoresOf(id: string): Promise<unknown[]> {
    return JSON.parse(await this.done('scores', id, '--format', 'json')) as unknown[];
  }

  /** Kills what was started, also what stands still. */
  async kill({ except }: { except?: EngramProcess } = {}): Promise<void> {
    for (const process of this.#started.filter((one) => one !== except)) {
      process.kill('SIGCONT');
      process.kill('SIGKILL');
      await process.ended;
    }
  }
}
