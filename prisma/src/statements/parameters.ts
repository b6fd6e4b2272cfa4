/** Collects a statement's parameters; values never become SQL text. */
export class Parameters {
  readonly values: unknown[] = [];
  private aliases = 0;

  /** Placeholder of a new parameter of the PostgreSQL type given. */
  add(value: unknown, type: string): string {
    this.values.push(value);
    return `$${this.values.length}::${type}`;
  }

  alias(): string {
    return `n${(this.aliases += 1)}`;
  }
}
