import { expect, it } from 'vitest';
import { filledColumns } from '../../../../web/src/features/scores/table/filled-columns.ts';

const score = { topFraction: 0, alignmentOut: 0.4, alignmentIn: 0.3, relativeValue: 0.25 };
const imported = { topFraction: null, alignmentOut: null, alignmentIn: null, relativeValue: null };

it('has a column where some row has a value, also 0, and all while there is no row', () => {
  expect([...filledColumns([imported, score])]).toEqual(Object.keys(score));
  expect([...filledColumns([imported, { ...imported, alignmentIn: 0 }])]).toEqual(['alignmentIn']);
  expect([...filledColumns([imported])]).toEqual([]);
  expect([...filledColumns([])]).toEqual(Object.keys(score));
});
