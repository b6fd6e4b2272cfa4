import { expect, it } from 'vitest';
import { linearScale } from '../../../web/src/charts/frame/scale.ts';
import { overlappingTicks, roomBelow } from '../../../web/src/components/chart-table/overlapping-ticks.ts';

const left = (low: number, high: number, ticks: number, room: number = roomBelow.phone): string[] => {
  const scale = linearScale(low, high, ticks);
  const overlapping = overlappingTicks(scale.ticks, room);
  return scale.ticks.filter(({ value }) => !overlapping.has(value)).map(({ label }) => label);
};

it('leaves the numbers below a strip that have room beside each other, 0 among them', () => {
  expect(left(0, 0.0116, 6)).toEqual(['0.000', '0.006']);
  expect(left(-0.008, 0.049, 6)).toEqual(['0.00', '0.02', '0.04']);
  expect(left(0, 1, 3)).toEqual(['0.0', '0.5', '1.0']);
  expect(left(-0.5, 0.2, 8)).toContain('0.0');
  expect(left(0, 0.0013, 6, roomBelow.page)).toEqual(['0.0000', '0.0004', '0.0008', '0.0012']);
  expect(left(0, 0.0116, 6, roomBelow.page)).toHaveLength(6);
});
