import { expect, it } from 'vitest';
import { shared } from '../../server/src/shared.ts';

/** Answers that are given when the test says so. */
function byHand() {
  const asked: { given: string; give: (answer: number) => void; fail: (error: Error) => void }[] = [];
  const ask = (given: string) => new Promise<number>((give, fail) => void asked.push({ given, give, fail }));
  return { ask, asked };
}
const asksBegin = () => new Promise((resolve) => setImmediate(resolve));

it('is asked for once by all who ask while it is awaited, and again by who asks then', async () => {
  const { ask, asked } = byHand();
  const once = shared(ask);
  const [first, second] = [once('first'), once('second')];
  await asksBegin();
  expect(asked.map(({ given }) => given)).toEqual(['first']);
  asked[0]!.give(1);
  expect(await Promise.all([first, second])).toEqual([1, 1]);
  const third = once('third');
  await asksBegin();
  asked[1]!.give(2);
  expect(await third).toBe(2);
});

it('is the same for as long as it is fresh', async () => {
  const { ask, asked } = byHand();
  const once = shared(ask, 60_000);
  const first = once('first');
  await asksBegin();
  asked[0]!.give(1);
  await first;
  expect(await once('second')).toBe(1);
  expect(asked).toHaveLength(1);
});

it('an error, also one that is thrown at once, is for all who asked, and is not the last answer', async () => {
  let isBroken = true;
  const once = shared(() => {
    if (isBroken) throw new Error('away');
    return Promise.resolve(3);
  });
  const both = [once(), once()];
  for (const one of both) await expect(one).rejects.toThrow('away');
  isBroken = false;
  expect(await once()).toBe(3);
});
