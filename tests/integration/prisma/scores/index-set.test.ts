import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { indexSet, isIn } from '../../../../prisma/src/scores/index-set.ts';
import { Parameters } from '../../../../prisma/src/statements/parameters.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();
const largest = 2 ** 31 - 1;

/** Those of `indices` that PostgreSQL finds in the set. */
async function found(set: Int32Array, indices: readonly number[]): Promise<number[]> {
  const parameters = new Parameters();
  const column = parameters.add(indices, 'int4[]');
  const condition = isIn('x.index', indexSet(set), parameters);
  const { rows } = await scratch.store.pool.query<{ index: number }>(
    `SELECT x.index FROM unnest(${column}) AS x(index) WHERE ${condition} ORDER BY 1`,
    parameters.values,
  );
  return rows.map((row) => row.index);
}

const sets = (most: number) =>
  fc
    .uniqueArray(fc.integer({ min: 0, max: most }), { maxLength: 60 })
    .map((set) => set.sort((a, b) => a - b));

describe('a set of indices in a statement', () => {
  it.each([
    ['that lie close', 100],
    ['that lie far apart', largest],
  ])('holds its indices and no others, of indices %s', async (_, most) => {
    await fc.assert(
      fc.asyncProperty(sets(most), sets(most), async (set, others) => {
        const asked = [...new Set([...set, ...others, 0, 7, 8, largest])];
        expect(await found(Int32Array.from(set), asked)).toEqual(set);
      }),
      { numRuns: 60 },
    );
  });

  it('takes the shorter form', () => {
    expect(indexSet(Int32Array.of())).toEqual({ form: 'bits', bytes: Buffer.of(0) });
    expect(indexSet(Int32Array.of(0, 2, 9))).toEqual({ form: 'bits', bytes: Buffer.of(5, 2) });
    const far = indexSet(Int32Array.of(3, largest));
    expect([far.form, far.bytes.length]).toEqual(['array', 36]);
  });
});
