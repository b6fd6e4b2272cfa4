import { expect, it } from 'vitest';
import { tableColumns } from '../../../../web/src/features/explore/results/table-columns.ts';

const all = { interval: true, top: true, rate: true, role: true };
const first = [{ low: null }];

it('the table of a run has the columns that it fills', () => {
  expect(tableColumns({ measure: 'alignment', first, hasRoles: true })).toEqual(all);
  expect(tableColumns({ measure: 'pixel-distance', first, hasRoles: false })).toEqual({
    ...all,
    rate: false,
    role: false,
  });
  expect(tableColumns({ measure: 'imported', first, hasRoles: false })).toEqual({
    interval: false,
    top: false,
    rate: false,
    role: false,
  });
  expect(tableColumns({ measure: 'imported', first: [{ low: 0.1 }], hasRoles: false }).interval).toBe(true);
});
