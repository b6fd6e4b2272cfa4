import { runs } from '@engram/store';
import { engram, EngramProcess, until } from '../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../helpers/processes/engram-home.ts';

/** Long enough for a machine that other work keeps busy. */
export const patience = { timeoutMs: 200_000 };

/** A home whose workers are disturbed while they are at runs of one configuration. */
export class SmokeHome {
  readonly store: EngramHome['store'];
  readonly #started: EngramProcess[] = [];

  private constructor(
    private readonly place: EngramHome,
    private readonly settings: readonly string[],
  ) {
    this.store = place.store;
  }

  /** With the dataset. @param settings of each run, such as `epochs=12` */
  static async open(settings: readonly string[]): Promise<SmokeHome> {
    const home = new SmokeHome(
      await openHome(),
      settings.flatMap((one) => ['--set', one]),
    );
    await home.done('import', 'dataset', 'mnist');
    return home;
  }

  /** A worker that is killed at the end. @param through goes before its command */
  worker(through: readonly string[] = []): EngramProcess {
    const process = new EngramProcess(['worker'], { ...this.place, timeoutMs: 290_000, through });
    this.#started.push(process);
    return process;
  }

  /** A command that has to succeed. @returns what it printed */
  async done(...args: string[]): Promise<string> {
    const { exitCode, stdout, stderr } = await engram(args, this.place);
    if (exitCode !== 0) throw new Error(`engram ${args.join(' ')} ended with ${exitCode}: ${stderr}`);
    return stdout;
  }

  /** @returns id of a run that is queued, or, without `--no-follow`, that has ended */
  async run(...more: string[]): Promise<string> {
    return (
      JSON.parse(await this.done('run', 'smoke', ...this.settings, ...more, '--json')) as { id: string }
    ).id;
  }

  async scoresOf(id: string): Promise<unknown> {
    return JSON.parse(await this.done('scores', id, '--format', 'json'));
  }

  /** Waits until the run has SUCCEEDED. @returns its scores */
  async endOf(id: string): Promise<unknown> {
    const hasEnded = async () => (await runs.find(this.store, id))?.status === 'SUCCEEDED';
    await until('the run ends', hasEnded, patience);
    return this.scoresOf(id);
  }

  /** Kills all workers but one, also those that stand still. */
  async killWorkers({ except }: { except?: EngramProcess } = {}): Promise<void> {
    for (const process of this.#started.filter((one) => one !== except)) {
      process.kill('SIGCONT');
      process.kill('SIGKILL');
      await process.ended;
    }
  }

  close(): Promise<void> {
    return this.place.close();
  }
}
