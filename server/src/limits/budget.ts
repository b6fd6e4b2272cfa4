/** Length of the window in which costs are added up. */
export const windowSeconds = 60;

/** Ms since 1970 as the clock stood when the process began: a clock that is set back lengthens no window. */
export const steadyNow = (): number => performance.timeOrigin + performance.now();

/** For `Retry-After`: who comes back then does not come too early. */
export const wholeSeconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1_000));

/** What one caller may spend a minute, as a request sees it. */
export interface CallerBudget {
  /** Objects a window. */
  readonly limit: number;
  readonly remaining: number;
  /** When the whole limit is there again. */
  readonly resetAt: Date;
  readonly secondsToReset: number;
  /** Takes `cost` when that much remains, else nothing. @returns whether it was taken */
  take(cost: number): boolean | Promise<boolean>;
}

/** A budget that this process owns. */
export class Budget implements CallerBudget {
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

  get resetAt(): Date {
    this.#rollWindow();
    return new Date(this.#resetAtMs);
  }

  get msToReset(): number {
    return this.resetAt.getTime() - this.now();
  }

  get secondsToReset(): number {
    return wholeSeconds(this.msToReset);
  }

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
