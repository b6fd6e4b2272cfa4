import { InvariantError } from '@engram/core';

/** PostgreSQL types that `copyRows` can send; an enum's values travel as its labels. */
export type ColumnType =
  'int4' | 'float8' | 'text' | 'bool' | 'uuid' | 'enum' | 'bytea' | 'int4[]' | 'float4[]';
export type CopyValue = number | string | boolean | Uint8Array | Int32Array | Float32Array | null;

/** Object identifiers of the types of array elements; PostgreSQL's, the same everywhere. */
const elementTypes = { 'int4[]': 23, 'float4[]': 700 } as const;

const signature = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');

/**
 * Writes rows in PostgreSQL's binary COPY format: a header, then for each row the number of fields and for each field its
 * length in bytes (−1 for null) and its bytes in network order, then −1.
 * Source: PostgreSQL documentation, COPY, "Binary Format".
 */
export class CopyEncoder {
  private buffer: Buffer;
  private at = 0;
  private readonly uuids = new Map<string, Buffer>();

  constructor(
    private readonly types: readonly ColumnType[],
    private readonly capacity: number,
  ) {
    this.buffer = Buffer.allocUnsafe(capacity + 4096);
    this.at += signature.copy(this.buffer);
  }

  /** Bytes written since the last `take`. */
  get length(): number {
    return this.at;
  }

  /** The bytes since the last call; they are not written to again. */
  take(): Buffer {
    const bytes = this.buffer.subarray(0, this.at);
    this.buffer = Buffer.allocUnsafe(this.capacity + 4096);
    this.at = 0;
    return bytes;
  }

  end(): void {
    this.reserve(2);
    this.at = this.buffer.writeInt16BE(-1, this.at);
  }

  add(row: readonly CopyValue[]): void {
    if (row.length !== this.types.length)
      throw new InvariantError(`a row of ${row.length} values for ${this.types.length} columns`);
    this.reserve(2 + row.length * 20);
    this.at = this.buffer.writeInt16BE(row.length, this.at);
    for (let column = 0; column < row.length; column++) this.field(this.types[column]!, row[column] ?? null);
  }

  private field(type: ColumnType, value: CopyValue): void {
    if (value === null) {
      this.at = this.buffer.writeInt32BE(-1, this.at);
      return;
    }
    switch (type) {
      case 'float8':
        this.at = this.buffer.writeInt32BE(8, this.at);
        this.at = this.buffer.writeDoubleBE(value as number, this.at);
        return;
      case 'int4':
        this.at = this.buffer.writeInt32BE(4, this.at);
        this.at = this.buffer.writeInt32BE(value as number, this.at);
        return;
      case 'bool':
        this.at = this.buffer.writeInt32BE(1, this.at);
        this.at = this.buffer.writeUInt8(value ? 1 : 0, this.at);
        return;
      case 'uuid':
        this.at = this.buffer.writeInt32BE(16, this.at);
        this.at += this.uuid(value as string).copy(this.buffer, this.at);
        return;
      case 'bytea':
        this.bytes(value as Uint8Array);
        return;
      case 'int4[]':
      case 'float4[]':
        this.array(elementTypes[type], value as Int32Array | Float32Array);
        return;
      default:
        this.text(value as string);
    }
  }

  private text(value: string): void {
    const sizeBytes = Buffer.byteLength(value);
    // The rest of the row may still need the 20 bytes a field that `add` has reserved.
    this.reserve(4 + sizeBytes + this.types.length * 20);
    this.at = this.buffer.writeInt32BE(sizeBytes, this.at);
    this.at += this.buffer.write(value, this.at);
  }

  private bytes(value: Uint8Array): void {
    this.reserve(4 + value.length + this.types.length * 20);
    this.at = this.buffer.writeInt32BE(value.length, this.at);
    this.buffer.set(value, this.at);
    this.at += value.length;
  }

  /** Number of dimensions, whether there are nulls, type of the elements, length and first subscript, elements as fields. */
  private array(elementType: number, values: Int32Array | Float32Array): void {
    const sizeBytes = 20 + 8 * values.length;
    this.reserve(4 + sizeBytes + this.types.length * 20);
    for (const head of [sizeBytes, 1, 0, elementType, values.length, 1])
      this.at = this.buffer.writeInt32BE(head, this.at);
    for (const value of values) {
      this.at = this.buffer.writeInt32BE(4, this.at);
      this.at =
        elementType === elementTypes['int4[]']
          ? this.buffer.writeInt32BE(value, this.at)
          : this.buffer.writeFloatBE(value, this.at);
    }
  }

  private uuid(value: string): Buffer {
    let bytes = this.uuids.get(value);
    if (!bytes) {
      bytes = Buffer.from(value.replaceAll('-', ''), 'hex');
      if (bytes.length !== 16) throw new InvariantError(`not a UUID: ${value}`);
      this.uuids.set(value, bytes);
    }
    return bytes;
  }

  private reserve(sizeBytes: number): void {
    if (this.at + sizeBytes <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.at + sizeBytes));
    this.buffer.copy(larger, 0, 0, this.at);
    this.buffer = larger;
  }
}
