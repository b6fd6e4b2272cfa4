/** What goes from one process to the other: a question with its number, an answer to one, or a notice. */
export type Message<Question, Notice> =
  { question: Question; number: number } | { answer: unknown; number: number } | { notice: Notice };

interface Ends<Question, Notice> {
  send: (batch: Message<unknown, unknown>[]) => void;
  answer: (question: Question, number: number) => unknown;
  take: (notice: Notice) => void;
}

/**
 * One end of the talk between the API's first process and another. What is said while the event loop goes round once travels as one
 * message: under load a message carries the words of many requests.
 */
export class Link<Asks, Tells, Hears, Takes> {
  readonly #waiting = new Map<number, { resolve: (answer: never) => void; reject: (error: Error) => void }>();
  #outgoing: Message<Asks | unknown, Tells>[] = [];
  #lastNumber = 0;
  #hasEnded = false;

  constructor(private readonly ends: Ends<Hears, Takes>) {}

  /** @returns the number under which the other end knows the question, and its answer */
  ask<T>(question: Asks): { number: number; answer: Promise<T> } {
    const number = ++this.#lastNumber;
    const answer = new Promise<T>((resolve, reject) => {
      if (this.#hasEnded) reject(new Error('the other process has ended'));
      else this.#waiting.set(number, { resolve, reject });
    });
    this.#say({ question, number });
    return { number, answer };
  }

  tell(notice: Tells): void {
    this.#say({ notice });
  }

  hear(batch: readonly Message<Hears, Takes>[]): void {
    for (const message of batch) {
      if ('notice' in message) this.ends.take(message.notice);
      else if ('question' in message) void this.#answer(message.question, message.number);
      else {
        this.#waiting.get(message.number)?.resolve(message.answer as never);
        this.#waiting.delete(message.number);
      }
    }
  }

  /** The other process is gone: nobody waits for its answers any more. */
  end(): void {
    this.#hasEnded = true;
    for (const { reject } of this.#waiting.values()) reject(new Error('the other process has ended'));
    this.#waiting.clear();
  }

  async #answer(question: Hears, number: number): Promise<void> {
    this.#say({ answer: await this.ends.answer(question, number), number });
  }

  #say(message: Message<Asks | unknown, Tells>): void {
    if (this.#hasEnded) return;
    if (this.#outgoing.push(message) > 1) return;
    setImmediate(() => {
      const batch = this.#outgoing;
      this.#outgoing = [];
      if (!this.#hasEnded) this.ends.send(batch);
    });
  }
}
