import { DomainError } from '../errors.ts';
import { splitRoles, type SplitRole } from '../designs/split-plan.ts';

/**
 * The scores of a run in columns, as the explorer reads them: `/export/runs/<id>.columns`. Little endian:
 *
 *     "ENGRAMC2"  count N, uint32  0, uint32    16 bytes
 *     index       int32[N]     ascending
 *     class       int32[N]     −1 = unknown
 *     rank        int32[N]     0 = not identifiable
 *     value, standardError, topFraction, fdr    float32[N] each, NaN = missing
 *     role        uint8[N]     0 = none, else 1 + its place in `splitRoles`
 */
export interface ScoreArrays {
  count: number;
  index: Int32Array;
  class: Int32Array;
  rank: Int32Array;
  value: Float32Array;
  standardError: Float32Array;
  topFraction: Float32Array;
  fdr: Float32Array;
  role: Uint8Array;
}

export const scoreArraysMagic = 'ENGRAMC2';
export const scoreArraysHeaderBytes = 16;
/** Columns of four bytes, in their order. */
const scoreArraysColumns = [
  'index',
  'class',
  'rank',
  'value',
  'standardError',
  'topFraction',
  'fdr',
] as const;

export const codeOfRole = (role: SplitRole): number => splitRoles.indexOf(role) + 1;
export const roleOfCode = (code: number): SplitRole | null => splitRoles[code - 1] ?? null;

/**
 * Views into the bytes; nothing is copied.
 * @throws DomainError INVALID_FILE when they are cut short or something else
 */
export function readScoreArrays(bytes: ArrayBuffer): ScoreArrays {
  const magic = String.fromCharCode(...new Uint8Array(bytes, 0, Math.min(8, bytes.byteLength)));
  const count = bytes.byteLength < scoreArraysHeaderBytes ? 0 : new DataView(bytes).getUint32(8, true);
  const wanted = scoreArraysHeaderBytes + count * (4 * scoreArraysColumns.length + 1);
  if (magic !== scoreArraysMagic || bytes.byteLength !== wanted)
    throw new DomainError(
      'INVALID_FILE',
      `These are not the columns of a run: ${bytes.byteLength} bytes that begin with '${magic}', where ${wanted} were expected. Load them again.`,
    );
  const at = (column: number): number => scoreArraysHeaderBytes + 4 * count * column;
  const whole = (column: number): Int32Array => new Int32Array(bytes, at(column), count);
  const real = (column: number): Float32Array => new Float32Array(bytes, at(column), count);
  return {
    count,
    index: whole(0),
    class: whole(1),
    rank: whole(2),
    value: real(3),
    standardError: real(4),
    topFraction: real(5),
    fdr: real(6),
    role: new Uint8Array(bytes, at(7), count),
  };
}
