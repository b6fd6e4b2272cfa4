import { expect, it } from 'vitest';
import { filledColumns } from '../../../../web/src/features/scores/table/filled-columns.ts';

const score = { topFraction: 0, alignmentOut: 0.4, alignmentIn: 0.3, relativeValue: 0.25 };
const imported = { topFraction: null, alignmentOut: null, alignmentIn: null, relativeValue: null };

it('has a column of scores made elsewhere where some row has a value, also 0, and all while there is no row', () => {
  expect([...filledColumns([imported, score], null)]).toEqual(Object.keys(score));
  expect([...filledColumns([imported, { ...imported, alignmentIn: 0 }], null)]).toEqual(['alignmentIn']);
  expect([...filledColumns([imported], null)]).toEqual([]);
  expect([...filledColumns([], null)]).toEqual(Object.keys(score));
});

it('has all columns of a run on every page, also where no score of the page is identifiable', () => {
  expect([...filledColumns([imported, imported], 'alignment')]).toEqual(Object.keys(score));
});
