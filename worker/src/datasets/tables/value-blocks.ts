const blockLength = 2 ** 20;

/** Collects numbers whose count is not known beforehand, without ever holding all of them twice. */
export class ValueBlocks {
  private readonly blocks: Float32Array[] = [];
  private used = blockLength;
  length = 0;

  push(value: number): void {
    if (this.used === blockLength) {
      this.blocks.push(new Float32Array(blockLength));
      this.used = 0;
    }
    this.blocks[this.blocks.length - 1]![this.used++] = value;
    this.length += 1;
  }

  /** All values in one array; block after block is let go. The collection is empty after this. */
  take(): Float32Array {
    const all = new Float32Array(this.length);
    for (let at = 0; at < all.length; at += blockLength)
      all.set(this.blocks.shift()!.subarray(0, Math.min(blockLength, all.length - at)), at);
    this.length = 0;
    this.used = blockLength;
    return all;
  }
}
