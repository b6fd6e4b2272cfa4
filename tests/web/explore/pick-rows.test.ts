import { describe, expect, it } from 'vitest';
import { pickRows } from '../../../web/src/features/explore/review/pick-rows.ts';

const csv = 'index,className,value\n3,"a, ""b""\nc",0.5\n7,plain,0.25\n12,plain,0.125\n';
async function* inPieces(length: number) {
  for (let at = 0; at < csv.length; at += length) yield csv.slice(at, at + length);
}

describe('rows of a CSV', () => {
  it.each([1, 2, 7, 1000])(
    'are picked in the order asked for, in pieces of %i characters',
    async (length) => {
      expect(await pickRows(inPieces(length), Int32Array.of(12, 3))).toBe(
        'index,className,value\n12,plain,0.125\n3,"a, ""b""\nc",0.5\n',
      );
    },
  );

  it('are all there, or nothing is saved', async () => {
    await expect(pickRows(inPieces(9), [3, 4])).rejects.toThrow('datapoint 4');
  });
});
