import { allLookMs, lateLookMs, ownLookMs } from './looks.ts';

export interface LostExecutorsOptions {
  /** How many workers of this kind have a session, with this one. */
  countPeers: () => Promise<number>;
  /** Workers of this kind that have claimed something, without this one. */
  owners: () => Promise<string[]>;
  /** Which of them are dead, and which are late with their sign of life. */
  lostAmong: (executorIds: readonly string[]) => Promise<{ lost: string[]; late: string[] }>;
  now?: () => number;
  random?: () => number;
}

/**
 * Looks for dead workers. A look at all of them costs the more the more they are, so it is the rarer; one that is late with its sign of life is
 * looked at often from then on, by whoever has seen it late, until it gives one or is known to stand still.
 */
export class LostExecutors {
  peers = 1;
  /** Looks at all workers so far. */
  looksAtAll = 0;
  #late: string[] = [];
  #nextOwnMs = -Infinity;
  #nextAllMs = -Infinity;
  /** Peers when it last looked at all workers; 0 before it has counted. */
  #peersThen = 0;
  readonly #now: () => number;
  readonly #random: () => number;

  constructor(private readonly o: LostExecutorsOptions) {
    this.#now = o.now ?? (() => performance.now());
    this.#random = o.random ?? Math.random;
  }

  /** Until the next look. */
  get pauseMs(): number {
    return this.#late.length > 0 ? lateLookMs : ownLookMs(this.peers);
  }

  /** Whether it is time to look at its own claims: not each time that it looks at one that is late. */
  get isOwnDue(): boolean {
    return this.#now() >= this.#nextOwnMs;
  }

  /** @returns the dead that it found */
  async look(): Promise<string[]> {
    const begunMs = this.#now();
    if (this.isOwnDue) {
      await this.#count(begunMs);
      this.#nextOwnMs = begunMs + ownLookMs(this.peers);
    }
    const isOfAll = begunMs >= this.#nextAllMs;
    if (!isOfAll && this.#late.length === 0) return [];
    const { lost, late } = await this.o.lostAmong(isOfAll ? await this.o.owners() : this.#late);
    this.#late = late;
    if (!isOfAll) return lost;
    this.looksAtAll += 1;
    this.#peersThen = this.peers;
    // Few look each time; where they are many they should not look together.
    this.#nextAllMs = begunMs + (this.#areMany ? allLookMs(this.peers) * (0.5 + this.#random()) : 0);
    return lost;
  }

  async #count(nowMs: number): Promise<void> {
    this.peers = await this.o.countPeers();
    if (this.#peersThen === 0) {
      this.#peersThen = this.peers;
      // One of many that start together leaves the first look to others.
      if (this.#areMany) this.#nextAllMs = nowMs + allLookMs(this.peers) * this.#random();
    }
    // Where half of them have ended, so have those that would have looked.
    if (this.peers <= this.#peersThen / 2) this.#nextAllMs = nowMs;
  }

  get #areMany(): boolean {
    return allLookMs(this.peers) > allLookMs(1);
  }
}
