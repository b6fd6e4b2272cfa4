import { expect, it } from 'vitest';
import { filledColumns } from '../../../../web/src/features/scores/table/filled-columns.ts';

it('a run has the columns that take encoders, on all its pages, and scores made elsewhere have none of them', () => {
  expect([...filledColumns('alignment')]).toEqual([
    'topFraction',
    'alignmentOut',
    'alignmentIn',
    'relativeValue',
  ]);
  expect([...filledColumns(null)]).toEqual([]);
});
