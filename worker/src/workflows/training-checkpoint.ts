/** The newest state of a training that is under way, where other machines find it too. */
import { artifacts, checkpointArtifact, trainingStates, type TrainingKey } from '@engram/store';
import type { SavedTraining, TrainTask } from '../trainer/protocol.ts';
import { withRetries } from './retries.ts';
import { workerContext } from './worker-context.ts';

/** One at a time: several large files at once would take the connections that jobs need. */
let uploading: Promise<unknown> = Promise.resolve();

export class TrainingCheckpoint {
  #last: Promise<unknown> = Promise.resolve();
  #newest: string | null = null;
  /** States on this machine alone, since they could not be stored elsewhere. */
  #local: string[] = [];

  constructor(private readonly key: TrainingKey) {}

  /** What the training goes on from; undefined from its beginning. */
  async find(): Promise<TrainTask['saved']> {
    const { store, home, codeVersion } = workerContext();
    const found = await withRetries('training', () => trainingStates.find(store, this.key, codeVersion));
    if (!found) return undefined;
    await artifacts
      .bring(store, home, checkpointArtifact(found.hash))
      // Then the training begins anew.
      .catch((error: unknown) => this.log('training not brought', { error: String(error) }));
    return found;
  }

  /** Stores a state that a trainer of this machine saved. What cannot be stored is lost, and the training goes on. */
  store(saved: SavedTraining & { engine: string }): void {
    const { store, home, codeVersion } = workerContext();
    this.#newest = saved.hash;
    uploading = this.#last = uploading.then(async () => {
      for (const hash of this.#local.splice(0)) await this.discard(hash);
      // A newer one waits behind it.
      if (this.#newest !== saved.hash) return this.discard(saved.hash);
      try {
        await withRetries('training', () => artifacts.keep(store, home, [checkpointArtifact(saved.hash)]));
        const unneeded = await withRetries('training', () =>
          trainingStates.save(store, this.key, { ...saved, codeVersion }),
        );
        this.log('training saved', { steps: saved.steps, sizeBytes: saved.sizeBytes });
        await this.discard(unneeded);
      } catch (error) {
        this.#local.push(saved.hash);
        this.log('training not saved', { error: String(error) });
      }
    });
  }

  /** Resolves when nothing waits to be stored any more. */
  settled(): Promise<unknown> {
    return this.#last;
  }

  /** When the encoder is stored. */
  async remove(): Promise<void> {
    await this.#last;
    for (const hash of this.#local.splice(0)) await this.discard(hash);
    const { store } = workerContext();
    await this.discard(await withRetries('training', () => trainingStates.remove(store, this.key)));
  }

  log(event: string, details: object): void {
    workerContext().log(event, { ...this.key, ...details });
  }

  /** A file that stays is in nobody's way. */
  private async discard(hash: string | null): Promise<void> {
    if (hash === null) return;
    const { store, home } = workerContext();
    await withRetries('training', () =>
      artifacts.discard(store, home, [checkpointArtifact(hash)], { alsoShared: true }),
    ).catch((error: unknown) => this.log('training not removed', { hash, error: String(error) }));
  }
}
