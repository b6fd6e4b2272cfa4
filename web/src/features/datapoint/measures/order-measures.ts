import { measureKeySchema } from '@engram/core';

interface Measured {
  run: { measure: string; isProxy: boolean };
}

/** Memorization scores first, the reference above all, then proxies, then what this version does not know. */
export function orderMeasures<Score extends Measured>(scores: readonly Score[]): Score[] {
  const place = ({ run: { measure, isProxy } }: Score): number => {
    const at = (measureKeySchema.options as readonly string[]).indexOf(measure);
    return at < 0 ? Infinity : at + (isProxy ? measureKeySchema.options.length : 0);
  };
  return scores.toSorted((a, b) => (place(a) === place(b) ? 0 : place(a) - place(b)));
}
