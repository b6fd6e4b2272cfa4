/** A training that is under way, kept where other machines find it too. */
import { artifacts, checkpointArtifact, trainingStates, type TrainingKey } from '@engram/store';
import type { SavedTraining, TrainTask } from '../trainer/protocol.ts';
import { withRetries } from './retries.ts';
import { workerContext } from './worker-context.ts';

/** One at a time: several large files at once would take the connections that jobs need. */
let keeping: Promise<unknown> = Promise.resolve();

export class KeptTraining {
  #last: Promise<unknown> = Promise.resolve();
  #newest: string | null = null;
  /** On this machine alone, since they could not be kept. */
  #unkept: string[] = [];

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

  /** Keeps a state that a trainer of this machine saved. What cannot be kept is lost, and the training goes on. */
  keep(saved: SavedTraining & { engine: string }): void {
    const { store, home, codeVersion } = workerContext();
    this.#newest = saved.hash;
    keeping = this.#last = keeping.then(async () => {
      for (const hash of this.#unkept.splice(0)) await this.discard(hash);
      // A newer one waits behind it.
      if (this.#newest !== saved.hash) return this.discard(saved.hash);
      try {
        await withRetries('training', () => artifacts.keep(store, home, [checkpointArtifact(saved.hash)]));
        const unneeded = await withRetries('training', () =>
          trainingStates.save(store, this.key, { ...saved, codeVersion }),
        );
        this.log('training kept', { steps: saved.steps, sizeBytes: saved.sizeBytes });
        await this.discard(unneeded);
      } catch (error) {
        this.#unkept.push(saved.hash);
        this.log('training not kept', { error: String(error) });
      }
    });
  }

  /** Resolves when nothing waits to be kept any more. */
  settled(): Promise<unknown> {
    return this.#last;
  }

  /** When the encoder is stored. */
  async remove(): Promise<void> {
    await this.#last;
    for (const hash of this.#unkept.splice(0)) await this.discard(hash);
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
