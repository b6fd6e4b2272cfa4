/** Length of the window in which costs are added up. */
export const windowSeconds = 60;

/** Ms since 1970 as the clock stood when the process began: a clock that is set back lengthens no window. */
const steadyNow = (): number => performance.timeOrigin + performance.now();

/** What one token may spend a minute. It lives in this process; a second process gives a second budget. */
export class Budget {
  #used = 0;
  #resetAtMs = 0;

  /** @param limit objects a window */
  constructor(
    readonly limit: number,
    private readonly now: () => number = steadyNow,
  ) {}

  get remaining(): number {
    this.#rollWindow();
    return this.limit - this.#used;
  }

  /** When the whole limit is there again. */
  get resetAt(): Date {
    this.#rollWindow();
    return new Date(this.#resetAtMs);
  }

  get secondsToReset(): number {
    return Math.max(1, Math.ceil((this.resetAt.getTime() - this.now()) / 1_000));
  }

  /** Takes `cost` when that much remains, else nothing. @returns whether it was taken */
  take(cost: number): boolean {
    if (cost > this.remaining) return false;
    this.#used += cost;
    return true;
  }

  /** A window begins with the first look after the last one ended. */
  #rollWindow(): void {
    if (this.now() < this.#resetAtMs) return;
    this.#used = 0;
    this.#resetAtMs = this.now() + windowSeconds * 1_000;
  }
}
