import { expect, it } from 'vitest';
import { atMostEvery } from '../../../../worker/src/workflows/queues/at-most-every.ts';

it('asks again only after so long, and at once where it failed', async () => {
  let nowMs = 0;
  let asked = 0;
  let isAway = false;
  const ask = atMostEvery(
    () => 1_000,
    () => {
      asked += 1;
      return isAway ? Promise.reject(new Error('away')) : Promise.resolve(asked);
    },
    () => nowMs,
  );
  expect([await ask(), await ask()]).toEqual([1, 1]);
  nowMs = 1_000;
  isAway = true;
  await expect(ask()).rejects.toThrow('away');
  isAway = false;
  expect([await ask(), await ask()]).toEqual([3, 3]);
});
