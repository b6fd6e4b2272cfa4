/**
 * Slots that callers share: one may hold as many as would then still be free for others. So one alone holds half of them, two a third
 * each; the more callers hold slots, the fewer are left for who comes next, until there is none.
 */
export class FairSlots {
  readonly #held = new Map<string, number>();
  #total = 0;

  constructor(private readonly limit: number) {}

  get total(): number {
    return this.#total;
  }

  heldBy(caller: string): number {
    return this.#held.get(caller) ?? 0;
  }

  /** @returns what gives the slot back, once however often it is called; null when the caller holds its share */
  acquire(caller: string): (() => void) | null {
    if (this.heldBy(caller) >= this.limit - this.#total) return null;
    this.#add(caller, 1);
    let isHeld = true;
    return () => {
      if (isHeld) this.#add(caller, -1);
      isHeld = false;
    };
  }

  #add(caller: string, count: number): void {
    this.#total += count;
    const held = this.heldBy(caller) + count;
    if (held > 0) this.#held.set(caller, held);
    else this.#held.delete(caller);
  }
}
