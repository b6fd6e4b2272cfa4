import { describe, expect, it } from 'vitest';
import { shortNames } from '../../../web/src/messages/short-names.ts';

describe('short names', () => {
  it('leave out a long beginning that names share, up to a word', () => {
    expect(
      shortNames([
        'mnist-quick',
        'Training dynamics on mnist: 1 epoch',
        'Training dynamics on mnist: 12 epochs',
      ]),
    ).toEqual(['mnist-quick', '… 1 epoch', '… 12 epochs']);
  });

  it('begin with a whole part of the name', () => {
    expect(shortNames(['mnist-quick · seed 1', 'mnist-quick · seed 2 · 2026-11-30 18:02'])).toEqual([
      '… seed 1',
      '… seed 2 · 2026-11-30 18:02',
    ]);
    expect(shortNames(['Removal on mnist: with all', 'Removal on mnist: with half'])).toEqual([
      '… with all',
      '… with half',
    ]);
  });

  it('leave out a long beginning up to a word where the part of it is short', () => {
    expect(
      shortNames([
        'mnist: a long beginning that is shared, one',
        'mnist: a long beginning that is shared, two',
      ]),
    ).toEqual(['… one', '… two']);
  });

  it('keep a short one, and a name that nothing shares', () => {
    const names = ['mnist quick', 'mnist large', 'a run of which there is only one'];
    expect(shortNames(names)).toEqual(names);
  });

  it('keep names whole that could no longer be told apart', () => {
    const names = [
      'Removal on mnist: all',
      'Removal on mnist: half',
      'Dynamics on mnist: all',
      'Dynamics on mnist: half',
    ];
    expect(shortNames(names)).toEqual(names);
  });

  it('keep the names of runs that are called the same', () => {
    expect(shortNames(['the same long name', 'the same long name'])).toEqual([
      'the same long name',
      'the same long name',
    ]);
  });
});
