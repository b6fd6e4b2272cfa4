/**
 * Messages in protobuf's wire format (https://protobuf.dev/programming-guides/encoding/), read and written field by field, so that what
 * is not looked at stays byte for byte.
 */

export interface Field {
  readonly number: number;
  /** Tag and value as they stand in the message. */
  readonly raw: Uint8Array;
  /** Of wire type 2: the content. */
  readonly bytes: Uint8Array | null;
  /** Of wire type 0. */
  readonly varint: bigint | null;
}

function varintAt(message: Uint8Array, start: number): { value: bigint; end: number } {
  let value = 0n;
  for (let i = 0; i < 10; i++) {
    const byte = message[start + i];
    if (byte === undefined) break;
    value |= BigInt(byte & 127) << BigInt(7 * i);
    if (byte < 128) return { value, end: start + i + 1 };
  }
  throw new RangeError(`byte ${start} begins no number`);
}

/** The fields of a message in their order. @throws RangeError where the bytes are no message */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  for (let at = 0; at < message.length;) {
    const tag = varintAt(message, at);
    const number = Number(tag.value >> 3n);
    const wireType = Number(tag.value & 7n);
    let end: number;
    let bytes: Uint8Array | null = null;
    let varint: bigint | null = null;
    if (wireType === 0) ({ value: varint, end } = varintAt(message, tag.end));
    else if (wireType === 1) end = tag.end + 8;
    else if (wireType === 5) end = tag.end + 4;
    else if (wireType === 2) {
      const length = varintAt(message, tag.end);
      end = length.end + Number(length.value);
      bytes = message.subarray(length.end, end);
    } else throw new RangeError(`byte ${at} has the unknown wire type ${wireType}`);
    if (number === 0 || end > message.length) throw new RangeError(`byte ${at} begins no field`);
    yield { number, raw: message.subarray(at, end), bytes, varint };
    at = end;
  }
}

function varintBytes(value: number): number[] {
  const bytes: number[] = [];
  let rest = BigInt(value);
  while (rest > 127n) {
    bytes.push(Number(rest & 127n) | 128);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return bytes;
}

/** A field of wire type 2. */
export const lengthDelimited = (number: number, parts: readonly Uint8Array[]): Uint8Array[] => {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return [Uint8Array.from([...varintBytes(number * 8 + 2), ...varintBytes(length)]), ...parts];
};
