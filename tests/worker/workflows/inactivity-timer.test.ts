import { expect, it } from 'vitest';
import { InactivityTimer } from '../../../worker/src/workflows/liveness/inactivity-timer.ts';

function looker() {
  const clock = { ms: 0 };
  const stillness = new InactivityTimer(() => clock.ms);
  const lookAfter = (ms: number, mark: string, key = 'a'): number => {
    clock.ms += ms;
    return stillness.look(key, mark);
  };
  return { stillness, lookAfter };
}

it('adds up the time between looks that saw no sign of life, and begins anew at each sign', () => {
  const { lookAfter } = looker();
  expect([lookAfter(0, '1'), lookAfter(2_000, '1'), lookAfter(2_000, '1')]).toEqual([0, 2_000, 4_000]);
  expect([lookAfter(2_000, '2'), lookAfter(2_000, '2')]).toEqual([0, 2_000]);
});

it('does not hold against others that it stood still itself: a long gap counts as a short one', () => {
  const { lookAfter } = looker();
  lookAfter(0, '1');
  expect(lookAfter(3_600_000, '1')).toBeLessThan(10_000);
});

it('knows several apart, and forgets', () => {
  const { stillness, lookAfter } = looker();
  lookAfter(0, '1', 'a');
  expect(lookAfter(2_000, '1', 'b')).toBe(0);
  expect(lookAfter(2_000, '1', 'a')).toBe(4_000);
  stillness.forget('a');
  expect(lookAfter(2_000, '1', 'a')).toBe(0);
});
