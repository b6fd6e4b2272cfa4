import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { PaceMeter } from '../../../../worker/src/workflows/progress/pace-meter.ts';

let written: (number | null)[];
let meter: PaceMeter;

beforeEach(() => {
  vi.useFakeTimers();
  written = [];
  meter = new PaceMeter(
    async (rate) => void written.push(rate === null ? null : Math.round(rate)),
    () => {},
  );
});
afterEach(() => vi.useRealTimers());

it('adds up what all tasks train on, a second', async () => {
  const running = meter.start();
  const [one, other] = [meter.counter(), meter.counter()];
  one(100);
  one(300);
  other(200);
  await vi.advanceTimersByTimeAsync(5_000);
  one(400);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(written).toEqual([100, 20]);
  running.stop();
});

it('counts what a task that begins again trains on, and nothing twice', async () => {
  const running = meter.start();
  const count = meter.counter();
  count(500);
  await vi.advanceTimersByTimeAsync(5_000);
  count(50);
  count(100);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(written).toEqual([100, 20]);
  running.stop();
});

it('says once that nothing is trained any more', async () => {
  const running = meter.start();
  await vi.advanceTimersByTimeAsync(20_000);
  expect(written).toEqual([]);
  meter.counter()(5);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(written).toEqual([1, null]);
  running.stop();
});
