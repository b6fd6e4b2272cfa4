import { DomainError } from '@engram/core';

/** The bytes of a pickle, taken one after another; never beyond their end. */
export class PickleBytes {
  private at = 0;

  constructor(
    private readonly bytes: Buffer,
    /** Names the file in messages. */
    private readonly file: string,
  ) {}

  /** Ends the reading, at the byte where the opcode stands. */
  error(reason: string, at = this.at): DomainError {
    return new DomainError('INVALID_FILE', `${this.file}, byte ${at}: ${reason}`, {
      details: { file: this.file, offset: at },
    });
  }

  get position(): number {
    return this.at;
  }

  /** A view of the next bytes, not a copy. */
  take(count: number): Buffer {
    const end = this.at + count;
    if (count < 0 || end > this.bytes.length)
      throw this.error(`the pickle ends within a value of ${count} bytes; it is truncated: fetch it again.`);
    const taken = this.bytes.subarray(this.at, end);
    this.at = end;
    return taken;
  }

  /** Up to the next line feed, which is not part of it. */
  line(): string {
    const end = this.bytes.indexOf(0x0a, this.at);
    if (end < 0) throw this.error('the pickle ends within a line; it is truncated: fetch it again.');
    const text = this.bytes.toString('latin1', this.at, end);
    this.at = end + 1;
    return text;
  }

  uint8 = (): number => this.take(1)[0]!;
  uint16 = (): number => this.take(2).readUInt16LE();
  int32 = (): number => this.take(4).readInt32LE();
  uint32 = (): number => this.take(4).readUInt32LE();
  uint64 = (): number => Number(this.take(8).readBigUInt64LE());
  float64 = (): number => this.take(8).readDoubleBE();

  /** A whole number of so many bytes in two's complement, little endian. */
  long(count: number): number {
    let value = 0n;
    const bytes = this.take(count);
    for (let i = count - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i]!);
    return Number(count === 0 ? 0n : BigInt.asIntN(8 * count, value));
  }
}
