import type { TrainingSaver } from '../pipeline/train.ts';
import { decodeState, encodeState, type TrainingState } from '../pipeline/training-state.ts';
import { readCheckpoint, writeCheckpoint } from '../files/checkpoint-store.ts';
import type { SavedTraining, TrainTask } from './protocol.ts';

/** Keeps a training as a file of the home every so many seconds. */
export class FileSaver implements TrainingSaver {
  readonly #startedMs = performance.now();
  #keptMs = this.#startedMs;

  private constructor(
    private readonly o: { home: string; everySeconds: number; onKept: (saved: SavedTraining) => void },
    readonly saved: TrainingState | null,
  ) {}

  /** @param engine a state that another engine left is not gone on from, nor is one whose file is missing or damaged */
  static async open(o: FileSaver['o'], task: TrainTask, engine: string): Promise<FileSaver> {
    const { saved } = task;
    const state =
      saved?.engine === engine
        ? await readCheckpoint(o.home, saved.hash).then(decodeState, () => null)
        : null;
    return new FileSaver(o, state);
  }

  /** Of the whole training, in whichever processes. */
  get elapsedMs(): number {
    return (this.saved?.elapsedMs ?? 0) + performance.now() - this.#startedMs;
  }

  /** Whether so many seconds have passed; never with 0. */
  isDue(): boolean {
    const { everySeconds } = this.o;
    return everySeconds > 0 && performance.now() - this.#keptMs >= 1_000 * everySeconds;
  }

  async keep(state: Omit<TrainingState, 'elapsedMs'>): Promise<void> {
    const bytes = encodeState({ ...state, elapsedMs: this.elapsedMs });
    const hash = await writeCheckpoint(this.o.home, bytes);
    this.o.onKept({ hash, sizeBytes: bytes.byteLength, steps: state.record.steps });
    this.#keptMs = performance.now();
  }
}
