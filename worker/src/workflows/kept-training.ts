/** A training that is under way, kept where other machines find it too. */
import { checkpointArtifact, artifacts, trainingStates, type TrainingKey } from '@engram/store';
import type { SavedTraining, TrainTask } from '../trainer/protocol.ts';
import { withRetries } from './retries.ts';
import { workerContext } from './worker-context.ts';

export class KeptTraining {
  #keeping: Promise<unknown> = Promise.resolve();

  constructor(private readonly key: TrainingKey) {}

  /** What the training goes on from; undefined from its beginning. */
  async find(): Promise<TrainTask['saved']> {
    const { store, home, codeVersion } = workerContext();
    const found = await withRetries('training', () => trainingStates.find(store, this.key, codeVersion));
    if (!found) return undefined;
    await withRetries('artifacts', () => artifacts.bring(store, home, checkpointArtifact(found.hash)));
    return found;
  }

  /** Keeps a state that a trainer of this machine wrote, after those before it. What cannot be kept is lost, and the training goes on. */
  keep({ engine, ...saved }: SavedTraining & { engine: string }): void {
    const { store, home, codeVersion, log } = workerContext();
    this.#keeping = this.#keeping
      .then(async () => {
        await artifacts.keep(store, home, [checkpointArtifact(saved.hash)]);
        const before = await trainingStates.save(store, this.key, { ...saved, engine, codeVersion });
        await this.discard(before);
        log('training kept', { ...this.key, steps: saved.steps, sizeBytes: saved.sizeBytes });
      })
      .catch((error: unknown) => log('a training was not kept', { ...this.key, error: String(error) }));
  }

  /** When the encoder is stored. */
  async remove(): Promise<void> {
    await this.#keeping;
    const { store } = workerContext();
    await this.discard(await withRetries('training', () => trainingStates.remove(store, this.key)));
  }

  private async discard(hash: string | null): Promise<void> {
    const { store, home } = workerContext();
    if (hash !== null) await artifacts.discard(store, home, [checkpointArtifact(hash)], { alsoShared: true });
  }
}
