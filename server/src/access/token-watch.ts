import type { DomainError } from '@engram/core';
import { tokens, type Store } from '@engram/store';
import type { Caller } from './caller.ts';
import { unauthenticated, tokenProblem } from './token-problem.ts';

const checkEveryMs = 2_000;

type End = (problem: DomainError) => void;

/** Ends answers that go on for long, within seconds, when the token that they were given to is no longer good. */
export class TokenWatch {
  readonly #watched = new Map<string, Set<End>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly store: Store) {}

  /**
   * @param end called at most once, with the reason
   * @returns what to call when the answer is over
   */
  watch({ tokenId }: Caller, end: End): () => void {
    if (tokenId === undefined) return () => undefined;
    const ends = this.#watched.get(tokenId) ?? new Set();
    this.#watched.set(tokenId, ends.add(end));
    this.#timer ??= setInterval(() => void this.#check(), checkEveryMs).unref();
    return () => {
      ends.delete(end);
      if (ends.size === 0) this.#forget(tokenId);
    };
  }

  async #check(): Promise<void> {
    const ids = [...this.#watched.keys()];
    // Without the database nothing can be said of a token, and streams have nothing to tell.
    const rows = await tokens.findByIds(this.store, ids).catch(() => null);
    if (!rows) return;
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const id of ids) {
      const row = byId.get(id);
      const problem = row ? tokenProblem(row) : unauthenticated('This token is not known here any more.');
      if (!problem) continue;
      const ends = this.#watched.get(id) ?? [];
      this.#forget(id);
      for (const end of ends) end(problem);
    }
  }

  #forget(tokenId: string): void {
    this.#watched.delete(tokenId);
    if (this.#watched.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
