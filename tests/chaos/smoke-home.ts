import { runs } from '@engram/store';
import { until } from '../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../helpers/processes/engram-home.ts';
import { Commands } from './commands.ts';

/** Long enough for a machine that other work keeps busy. */
export const patience = { timeoutMs: 200_000 };

/** A home whose workers are disturbed while they are at runs of one configuration. */
export class SmokeHome extends Commands {
  readonly store: EngramHome['store'];

  private constructor(home: EngramHome, settings: readonly string[]) {
    super(home, settings);
    this.store = home.store;
  }

  /** With the dataset. */
  static async open(settings: readonly string[]): Promise<SmokeHome> {
    const home = new SmokeHome(await openHome(), settings);
    await home.done('import', 'dataset', 'mnist');
    return home;
  }

  /** Waits until the run has SUCCEEDED. @returns its scores */
  async endOf(id: string): Promise<unknown> {
    const hasEnded = async () => (await runs.find(this.store, id))?.status === 'SUCCEEDED';
    await until('the run ends', hasEnded, patience);
    return this.scoresOf(id);
  }

  close(): Promise<void> {
    return this.store.close();
  }
}
