import { expect, it } from 'vitest';
import { flood } from '../../../bench/flood.ts';

const mebibyte = 1024 * 1024;

it('a flood with clients that never read neither ends the API nor fills its memory, and all are told what is going on', async () => {
  // Patience without end: how quickly a busy machine answers is for the benchmark to say.
  const result = await flood({ clients: 1_000, deafPerSecond: 5, durationMs: 12_000, patienceMs: 180_000 });
  console.info(JSON.stringify(result));
  expect(result.isAlive).toBe(true);
  expect(result.answers['200']).toBeGreaterThan(100);
  // Whoever finds no room is told so; nobody is just hung up on.
  expect(Object.keys(result.answers).filter((status) => status !== '200' && status !== '503')).toEqual([]);
  expect(result.codes.filter((code) => code !== 'OVERLOADED')).toEqual([]);
  expect(result.rssPeakBytes).toBeLessThan(900 * mebibyte);
});
