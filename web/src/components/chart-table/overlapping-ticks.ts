import type { Tick } from '../../charts/frame/scale.ts';

/** Characters of labels that stand beside each other below a strip. */
export const roomBelow = { page: 44, phone: 18 } as const;
/** Between two labels, in characters. */
const gap = 2;

/** The values of the ticks that go where space is short, so that the labels of the others do not touch; 0 stays. */
export function overlappingTicks(ticks: readonly Tick[], room: number): ReadonlySet<number> {
  const zero = Math.max(
    0,
    ticks.findIndex(({ value }) => value === 0),
  );
  for (let step = 1; step < ticks.length; step++) {
    const left = ticks.filter((_, at) => (at - zero) % step === 0);
    if (left.reduce((sum, { label }) => sum + label.length + gap, 0) <= room)
      return new Set(ticks.filter((tick) => !left.includes(tick)).map(({ value }) => value));
  }
  return new Set(ticks.filter((_, at) => at !== zero).map(({ value }) => value));
}
