/** Longest time between two looks that counts: whoever looks may have stood still itself. */
const longestGapMs = 6_000;

interface Seen {
  mark: string;
  stillMs: number;
  lookedMs: number;
}

/**
 * For how long each of several things has shown no sign of life, by the clock of whoever looks: no wall clock, and none of another
 * machine, is compared.
 */
export class InactivityTimer {
  private readonly seen = new Map<string, Seen>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /**
   * Looks at one of them.
   * @param mark changes whenever it gives a sign of life
   * @returns ms during which it was looked at and gave none
   */
  look(key: string, mark: string): number {
    const now = this.now();
    const before = this.seen.get(key);
    const stillMs =
      before?.mark === mark ? before.stillMs + Math.min(now - before.lookedMs, longestGapMs) : 0;
    this.seen.set(key, { mark, stillMs, lookedMs: now });
    return stillMs;
  }

  forget(key: string): void {
    this.seen.delete(key);
  }
}
