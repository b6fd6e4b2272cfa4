/** Takes bytes from a stream in lengths of its own. */
export class ByteStream {
  private chunk: Uint8Array = new Uint8Array(0);
  private at = 0;

  constructor(private readonly chunks: AsyncGenerator<Uint8Array, void, void>) {}

  /** Fills `target`; less at the end of the stream. @returns number of bytes written */
  async fill(target: Uint8Array): Promise<number> {
    let written = 0;
    while (written < target.length) {
      if (this.at === this.chunk.length && !(await this.next())) break;
      const part = this.chunk.subarray(this.at, this.at + target.length - written);
      target.set(part, written);
      written += part.length;
      this.at += part.length;
    }
    return written;
  }

  /** Reads on to the end, where checksums are compared. */
  async drain(): Promise<void> {
    while (await this.next());
  }

  /** Ends the stream wherever it is. */
  async close(): Promise<void> {
    await this.chunks.return();
  }

  private async next(): Promise<boolean> {
    const { value, done } = await this.chunks.next();
    this.chunk = done ? new Uint8Array(0) : value;
    this.at = 0;
    return !done;
  }
}
