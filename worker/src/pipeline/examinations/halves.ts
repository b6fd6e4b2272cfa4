import { DomainError } from '@engram/core';
import { pixelsAt } from '../../datasets/pixel-source.ts';
import type { RunData } from '../../datasets/run-data.ts';
import { selectDatapoints } from '../../datasets/select-datapoints.ts';

/** Two parts of the same datapoints with nothing in common. */
export interface Halves {
  learn: RunData;
  test: RunData;
}

/**
 * Datapoints, the first ones of each class in equal shares, and of each class every other one to learn from.
 * @param most datapoints of both halves together
 */
export function halvesOf(data: RunData, most: number): Halves {
  const datapoints = Math.min(most, data.indices.length);
  const positions = selectDatapoints({ datapoints }, data.classes);
  const seen = new Map<number, number>();
  const learn: number[] = [];
  const test: number[] = [];
  for (const position of positions) {
    const label = data.classes[position]!;
    const place = seen.get(label) ?? 0;
    seen.set(label, place + 1);
    (place % 2 === 0 ? learn : test).push(position);
  }
  return { learn: partOf(data, learn), test: partOf(data, test) };
}

/**
 * Halves without the classes that have fewer than `least` datapoints to test: what is said of such a class rests on nothing.
 * @throws DomainError INVALID_CONFIG where fewer than two classes are left
 */
export function withoutRareClasses({ learn, test }: Halves, least: number): Halves {
  const counts = new Map<number, number>();
  for (const label of test.classes) counts.set(label, (counts.get(label) ?? 0) + 1);
  const kept = [...counts].filter(([, count]) => count >= least).map(([label]) => label);
  if (kept.length < 2)
    throw new DomainError(
      'INVALID_CONFIG',
      `datapoints: classes are compared on datapoints that no encoder saw, and ${kept.length} of them have ${2 * least} such datapoints. ` +
        'Lower the number of datapoints, or raise probeDatapoints.',
    );
  const isKept = new Set(kept);
  const partWith = (half: RunData): RunData =>
    partOf(half, [...half.classes.keys()].filter((n) => isKept.has(half.classes[n]!))); // prettier-ignore
  return { learn: partWith(learn), test: partWith(test) };
}

/** Some datapoints of a run's, in the order given. */
export function partOf(data: RunData, positions: readonly number[]): RunData {
  return {
    indices: Int32Array.from(positions, (position) => data.indices[position]!),
    ...{ pixels: pixelsAt(data.pixels, positions), shape: data.shape },
    classes: Int32Array.from(positions, (position) => data.classes[position]!),
    contentHashes: positions.map((position) => data.contentHashes[position]!),
  };
}
