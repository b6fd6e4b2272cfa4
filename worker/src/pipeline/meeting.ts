/**
 * Keeps the trainings of one process in step, so that their steps are computed together: each waits until all have recorded theirs. A
 * training that ends leaves, and one that begins joins at whatever step the others are.
 */
export class Meeting {
  private members = 0;
  private readonly waiting: (() => void)[] = [];
  /** Whether nobody else is expected. */
  private isSettled = false;
  private timer: NodeJS.Timeout | undefined;

  /**
   * @param size trainings that are expected. While there are fewer, one that joins is held up to `patienceMs` for others, since each number
   *   of trainings takes a graph of its own
   */
  constructor(
    private readonly size: number,
    private readonly patienceMs = 1_000,
  ) {}

  join(): void {
    this.members += 1;
    this.isSettled = false;
    this.stopTimer();
  }

  leave(): void {
    this.members -= 1;
    if (this.members === 0) this.isSettled = false;
    this.goOn();
  }

  /** Resolves once every member waits. */
  wait(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.goOn();
    });
  }

  private goOn(): void {
    if (this.waiting.length === 0 || this.waiting.length < this.members) return;
    if (!this.isSettled && this.members < this.size) {
      this.timer ??= setTimeout(() => {
        this.stopTimer();
        this.isSettled = true;
        this.goOn();
      }, this.patienceMs);
      return;
    }
    this.stopTimer();
    this.isSettled = true;
    for (const resolve of this.waiting.splice(0)) resolve();
  }

  private stopTimer(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
