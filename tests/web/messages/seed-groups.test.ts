import { expect, it } from 'vitest';
import { seedGroups } from '../../../web/src/messages/seed-groups.ts';

const run = (name: string, seed: number, epochs: number, value: number | null) => ({
  ...{ config: JSON.stringify({ name, seed, epochs }), codeVersion: '1', ensemble: { codeVersion: '1' } },
  value,
});

it('pools runs that differ in their seed alone, and leaves out those without a value', () => {
  const runs = [
    run('a', 0, 8, 0.1),
    run('b', 1, 8, 0.3),
    run('c', 2, 8, null),
    run('longer', 0, 16, 0.9),
    run('again', 1, 8, 0.7),
    { ...run('unreadable', 3, 8, 0.5), config: 'not JSON' },
  ];
  const groups = seedGroups(
    runs,
    (one) => one,
    ({ value }) => value,
  );
  expect(groups).toHaveLength(1);
  expect(groups[0]!.items).toEqual([runs[0], runs[1]]);
  expect(groups[0]!.pooled.value).toBeCloseTo(0.2, 12);
});

it('pools no runs of other versions of the program, by which they were measured or by which their encoders were trained', () => {
  const [first, second] = [run('a', 0, 8, 0.1), run('b', 1, 8, 0.3)];
  const groupsWith = (change: object) =>
    seedGroups(
      [first, { ...second, ...change }],
      (one) => one,
      ({ value }) => value,
    );
  expect(groupsWith({})).toHaveLength(1);
  expect(groupsWith({ codeVersion: '2' })).toEqual([]);
  expect(groupsWith({ ensemble: { codeVersion: '0' } })).toEqual([]);
});
