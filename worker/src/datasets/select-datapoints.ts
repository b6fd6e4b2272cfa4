import { DomainError, type RunConfig } from '@engram/core';

/**
 * Indices of the datapoints that a run uses, ascending: the first ones of each class in equal shares, classes with fewer
 * than their share giving all they have and the others making up for it. All of them when the configuration asks for no number.
 *
 * @param labels [dataset size], −1 = unknown, which counts as a class of its own
 * @throws DomainError INVALID_CONFIG when the dataset has fewer
 */
export function selectDatapoints(config: Pick<RunConfig, 'datapoints'>, labels: Int32Array): Int32Array {
  const wanted = config.datapoints ?? labels.length;
  if (wanted > labels.length)
    throw new DomainError(
      'INVALID_CONFIG',
      `The run asks for ${wanted} datapoints, but its dataset has ${labels.length}. Ask for at most that many.`,
    );
  const members = new Map<number, number[]>();
  labels.forEach((label, index) => {
    const list = members.get(label);
    if (list) list.push(index);
    else members.set(label, [index]);
  });
  const shares = sharesOf(wanted, new Map([...members].map(([label, indices]) => [label, indices.length])));
  const selected = [...members].flatMap(([label, indices]) => indices.slice(0, shares.get(label)));
  return Int32Array.from(selected).sort();
}

/** How many datapoints of each class a run of `wanted` takes, of the numbers that there are. */
export function sharesOf(wanted: number, sizes: ReadonlyMap<number, number>): Map<number, number> {
  // The smallest classes first: what they lack is shared out among the others.
  const classes = [...sizes].sort(([a, x], [b, y]) => x - y || a - b);
  let left = wanted;
  return new Map(
    classes.map(([label, size], i) => {
      const share = Math.min(size, Math.floor(left / (classes.length - i)));
      left -= share;
      return [label, share];
    }),
  );
}
