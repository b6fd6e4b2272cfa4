import { expect, it } from 'vitest';
import { seedGroups } from '../../../web/src/messages/seed-groups.ts';

const run = (name: string, seed: number, epochs: number, value: number | null) => ({
  config: JSON.stringify({ name, seed, epochs }),
  value,
});

it('pools runs that differ in their seed alone, and leaves out those without a value', () => {
  const runs = [
    run('a', 0, 8, 0.1),
    run('b', 1, 8, 0.3),
    run('c', 2, 8, null),
    run('longer', 0, 16, 0.9),
    run('again', 1, 8, 0.7),
    { config: 'not JSON', value: 0.5 },
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
