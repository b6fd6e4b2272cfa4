import { describe, expect, it } from 'vitest';
import { CopyEncoder, type ColumnType, type CopyValue } from '../../../prisma/src/statements/copy-encoder.ts';

function encode(types: ColumnType[], rows: CopyValue[][], capacity = 64): Buffer {
  const encoder = new CopyEncoder(types, capacity);
  const pieces: Buffer[] = [];
  for (const row of rows) {
    encoder.add(row);
    if (encoder.length >= capacity) pieces.push(encoder.take());
  }
  encoder.end();
  return Buffer.concat([...pieces, encoder.take()]);
}

const header = '5047434f50590aff0d0a00' + '00000000' + '00000000';

describe('the binary COPY format', () => {
  it('holds header, field count, lengths and values in network order, and a trailer', () => {
    const bytes = encode(
      ['int4', 'float8', 'bool', 'text', 'uuid', 'enum'],
      [[-2, -0, true, 'é', '00112233-4455-6677-8899-aabbccddeeff', 'shared']],
    );
    expect(bytes.toString('hex')).toBe(
      [
        header,
        '0006',
        '00000004fffffffe',
        '000000088000000000000000',
        '0000000101',
        '00000002c3a9',
        '0000001000112233445566778899aabbccddeeff',
        `00000006${Buffer.from('shared').toString('hex')}`,
        'ffff',
      ].join(''),
    );
  });

  it('writes arrays with their element type, length and subscript', () => {
    const bytes = encode(['int4[]', 'float4[]'], [[Int32Array.of(1, -2), Float32Array.of(0.5)]]);
    expect(bytes.toString('hex')).toBe(
      [
        header,
        '0002',
        '00000024' + '00000001' + '00000000' + '00000017' + '00000002' + '00000001',
        '0000000400000001' + '00000004fffffffe',
        '0000001c' + '00000001' + '00000000' + '000002bc' + '00000001' + '00000001',
        '000000043f000000',
        'ffff',
      ].join(''),
    );
  });

  it('writes bytes as they are, more of them than a piece holds', () => {
    const bytes = encode(['bytea', 'int4'], [[Uint8Array.of(0, 255, 7), 1]]);
    expect(bytes.toString('hex')).toBe(`${header}0002` + '0000000300ff07' + '0000000400000001' + 'ffff');
    const long = encode(['bytea'], [[new Uint8Array(10_000).fill(9)]]);
    expect(long).toHaveLength(19 + 2 + 4 + 10_000 + 2);
  });

  it('marks null by a length of −1', () => {
    const bytes = encode(['int4', 'text'], [[null, null]]);
    expect(bytes.toString('hex')).toBe(`${header}0002ffffffffffffffffffff`);
  });

  it('is the same in one piece and in many, with texts longer than a piece', () => {
    const rows = Array.from({ length: 50 }, (_, row): CopyValue[] => [
      'x'.repeat(row * 300),
      row,
      'ü'.repeat(row),
    ]);
    const types: ColumnType[] = ['text', 'int4', 'text'];
    expect(encode(types, rows, 100).equals(encode(types, rows, 10_000_000))).toBe(true);
  });

  it('refuses a row of another length and what is no UUID', () => {
    expect(() => encode(['int4'], [[1, 2]])).toThrow(/2 values for 1 columns/);
    expect(() => encode(['uuid'], [['nonsense']])).toThrow(/not a UUID/);
  });
});
