import type { ServerResponse } from 'node:http';

/** Memory grows with requests, so that a look at the clients' reading every so often is enough. */
const lookEveryMs = 100;

/** Answers that were written and that their clients have not read yet. */
export class UnreadAnswers {
  readonly #open = new Set<ServerResponse>();
  /** The oldest first. */
  readonly #unread = new Set<ServerResponse>();
  #lookedAtMs = 0;

  /** @param limitBytes what all of them together may hold */
  constructor(private readonly limitBytes: number) {}

  /** Requests that are not answered yet. */
  get unanswered(): number {
    return this.#open.size;
  }

  watch(response: ServerResponse): void {
    this.#open.add(response);
    response.once('close', () => {
      this.#open.delete(response);
      this.#unread.delete(response);
    });
  }

  /** Cuts off clients that do not read, the longest waiting first, until what is unread fits. */
  look(): void {
    const now = performance.now();
    if (now - this.#lookedAtMs < lookEveryMs) return;
    this.#lookedAtMs = now;
    for (const response of this.#open) {
      if (!response.writableEnded) continue;
      this.#open.delete(response);
      this.#unread.add(response);
    }
    let unreadBytes = 0;
    for (const response of this.#unread) unreadBytes += response.writableLength;
    for (const response of this.#unread) {
      if (unreadBytes <= this.limitBytes) return;
      unreadBytes -= response.writableLength;
      response.destroy();
    }
  }
}
