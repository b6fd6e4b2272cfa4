import { describe, expect, it } from 'vitest';
import { codeOfRole } from '@engram/core';
import {
  classCategories,
  drawnCodes,
  mostCategories,
  roleCategories,
  scoreCategories,
  tagCategories,
} from '../../../web/src/columns/categories.ts';

const name = (index: number): string => `c${index}`;

describe('colours of the scatter', () => {
  it('by score: five steps that are the finer the more is memorized, and none without a score', () => {
    const { codes, names, rest, tokens } = scoreCategories(
      Float32Array.of(NaN, 0.1, 50, 50.1, 80.5, 95.5, 99, 100),
    );
    expect([...codes]).toEqual([0, 1, 1, 2, 3, 4, 4, 5]);
    expect(names).toHaveLength(tokens!.length);
    expect(rest).toBe('no score');
  });

  it('by class: in the order of the indices, and unknown classes grey', () => {
    const { names, rest, codes } = classCategories(Int32Array.of(7, 2, -1, 2), [], name);
    expect(names).toEqual(['class c2', 'class c7']);
    expect([...codes]).toEqual([2, 1, 0, 1]);
    expect(rest).toBe('unknown class');
    expect(classCategories(Int32Array.of(7, 2), [], name).rest).toBeNull();
  });

  it('by more classes than there are colours: those filtered by, then the largest; the rest share one', () => {
    const column = Int32Array.from({ length: 300 }, (_, n) => (n < 200 ? n % 20 : n % 5));
    const { names, rest, codes } = classCategories(column, [19], name);
    expect(names).toHaveLength(mostCategories);
    expect(names.slice(0, 5)).toEqual(['class c0', 'class c1', 'class c2', 'class c3', 'class c4']);
    expect(names.at(-1)).toBe('class c19');
    expect(rest).toBe('other classes');
    expect(codes[19]).toBe(mostCategories);
    expect(codes[18]).toBe(0);
  });

  it('by split role: those that occur; nothing for a run without roles', () => {
    const [candidate, external] = [codeOfRole('candidate'), codeOfRole('external')];
    const found = roleCategories(Uint8Array.of(external, 0, candidate));
    expect(found).toEqual({
      names: ['candidate', 'external'],
      rest: 'no role',
      codes: Uint8Array.of(2, 0, 1),
    });
    expect(roleCategories(Uint8Array.of(0, 0))).toBeNull();
  });

  it('in the legend: those of points, which have a place on both axes', () => {
    const codes = Uint8Array.of(0, 1, 2, 3);
    expect(drawnCodes(codes, Float32Array.of(1, NaN, 1, 0), Float32Array.of(1, 1, NaN, 0))).toEqual(
      new Set([0, 3]),
    );
  });

  it('by tag: those filtered by first, then the most frequent; one with several has the first', () => {
    const positions = new Map([
      ['rare', Int32Array.of(1)],
      ['often', Int32Array.of(0, 1, 3)],
      ['gone', Int32Array.of()],
    ]);
    expect(tagCategories(positions, [], 4)).toEqual({
      names: ['tag often', 'tag rare'],
      rest: 'none of these tags',
      codes: Uint8Array.of(1, 1, 0, 1),
    });
    expect([...tagCategories(positions, ['rare'], 4)!.codes]).toEqual([2, 1, 0, 2]);
    expect(tagCategories(new Map(), [], 4)).toBeNull();
  });
});
