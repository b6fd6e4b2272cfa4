import type { TrainingSaver } from '../pipeline/train.ts';
import { decodeState, encodeState, type TrainingState } from '../pipeline/training-state.ts';
import { readCheckpoint, writeCheckpoint } from '../files/checkpoint-store.ts';
import type { SavedTraining, TrainTask } from './protocol.ts';

export interface FileSaverOptions {
  home: string;
  /** 0: never. */
  everySeconds: number;
  onGoesOn(steps: number, stepsTotal: number): void;
  onSaved(saved: SavedTraining): void;
  /** The training goes on; what was saved before stays good. */
  onFailed(reason: string): void;
}

/** Saves a training as a file of the home every so many seconds. */
export class FileSaver implements TrainingSaver {
  readonly #startedMs = performance.now();
  #savedMs = this.#startedMs;
  #beforeMs = 0;

  private constructor(
    private readonly o: FileSaverOptions,
    readonly saved: TrainingState | null,
  ) {}

  /** @param engine a state that another engine left is not gone on from, nor is one whose file is missing or damaged */
  static async open(o: FileSaverOptions, task: Pick<TrainTask, 'saved'>, engine: string): Promise<FileSaver> {
    const { saved } = task;
    const state =
      saved?.engine === engine
        ? await readCheckpoint(o.home, saved.hash).then(decodeState, () => null)
        : null;
    return new FileSaver(o, state);
  }

  /** Of the whole training, in whichever processes. */
  get elapsedMs(): number {
    return this.#beforeMs + performance.now() - this.#startedMs;
  }

  goesOn(steps: number, stepsTotal: number): void {
    this.#beforeMs = this.saved!.elapsedMs;
    this.o.onGoesOn(steps, stepsTotal);
  }

  /** Whether so many seconds have passed. */
  isDue(): boolean {
    const { everySeconds } = this.o;
    return everySeconds > 0 && performance.now() - this.#savedMs >= 1_000 * everySeconds;
  }

  async save(read: () => Promise<Omit<TrainingState, 'elapsedMs'>>): Promise<void> {
    try {
      const state = await read();
      const bytes = encodeState({ ...state, elapsedMs: this.elapsedMs });
      const hash = await writeCheckpoint(this.o.home, bytes);
      this.o.onSaved({ hash, sizeBytes: bytes.byteLength, steps: state.record.steps });
    } catch (error) {
      this.o.onFailed(error instanceof Error ? error.message : String(error));
    } finally {
      this.#savedMs = performance.now();
    }
  }
}
