import { describe, expect, it } from 'vitest';
import { FairSlots } from '../../../server/src/limits/fair-slots.ts';

function take(slots: FairSlots, caller: string, most = 1_000): (() => void)[] {
  const releases: (() => void)[] = [];
  for (let asked = 0; asked < most; asked++) {
    const release = slots.acquire(caller);
    if (release) releases.push(release);
  }
  return releases;
}

describe('slots', () => {
  it('go to one caller to a half, and leave room for every next one', () => {
    const slots = new FairSlots(100);
    expect(take(slots, 'a')).toHaveLength(50);
    expect(take(slots, 'b')).toHaveLength(25);
    expect(take(slots, 'c').length).toBeGreaterThan(0);
    expect(slots.total).toBeLessThan(100);
  });

  it('are shared alike by callers who give theirs back and ask again', () => {
    const slots = new FairSlots(90);
    const [a, b] = [take(slots, 'a'), take(slots, 'b')];
    for (let round = 0; round < 60; round++) {
      a.shift()?.();
      a.push(...take(slots, 'a', 1));
      b.push(...take(slots, 'b', 1));
    }
    expect([slots.heldBy('a'), slots.heldBy('b')]).toEqual([30, 30]);
  });

  it('are given back once, however often that is said', () => {
    const slots = new FairSlots(4);
    const [first, second] = take(slots, 'a');
    first!();
    first!();
    expect(slots.heldBy('a')).toBe(1);
    second!();
    expect([slots.heldBy('a'), slots.total]).toEqual([0, 0]);
    expect(take(slots, 'a')).toHaveLength(2);
  });

  it('are there for one request even when there is only one', () => {
    const slots = new FairSlots(1);
    expect(take(slots, 'a')).toHaveLength(1);
    expect(take(slots, 'b')).toHaveLength(0);
  });
});
