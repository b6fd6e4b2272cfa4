import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { Crowd } from '../../../server/src/limits/crowd.ts';

const limits = { requests: 3, operations: 2, cost: 100, waitMs: 50, unreadBytes: 1_500 };
const answer = (unreadBytes = 0): ServerResponse => {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  if (unreadBytes > 0) response.end('x'.repeat(unreadBytes));
  return response;
};
const wait = (durationMs: number): void => {
  const end = performance.now() + durationMs;
  while (performance.now() < end);
};
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a crowd', () => {
  it('lets in as many as it holds, and the next when one has left', () => {
    const crowd = new Crowd(limits);
    const answers = Array.from({ length: 3 }, () => answer());
    expect(answers.map((one) => crowd.enter(one))).toEqual([true, true, true]);
    expect(crowd.enter(answer())).toBe(false);
    answers[1]!.emit('close');
    expect(crowd.enter(answer())).toBe(true);
    expect(crowd.enter(answer())).toBe(false);
  });

  it('has room again for who comes after answers that were written, whether or not they were read', () => {
    const crowd = new Crowd(limits);
    const unread = Array.from({ length: 3 }, () => answer(10));
    for (const one of unread) crowd.enter(one);
    wait(150);
    expect([crowd.enter(answer()), unread.some((one) => one.destroyed)]).toEqual([true, false]);
  });

  it('executes as many operations as it may, and as much cost, the rest in their order', async () => {
    const crowd = new Crowd({ ...limits, waitMs: 10_000 });
    const begun: number[] = [];
    const ask = async (number: number, cost: number) => {
      const leave = await crowd.turn(cost);
      begun.push(number);
      return leave!;
    };
    const [first, second] = await Promise.all([ask(1, 50), ask(2, 50)]);
    const third = ask(3, 90);
    const fourth = ask(4, 5);
    await settled();
    expect(begun).toEqual([1, 2]);
    first();
    first();
    await settled();
    // The fourth would fit, but does not overtake.
    expect(begun).toEqual([1, 2]);
    second();
    (await third)();
    (await fourth)();
    expect(begun).toEqual([1, 2, 3, 4]);
  });

  it('executes one operation of any cost alone, and tells who waited too long', async () => {
    const crowd = new Crowd(limits);
    const leave = await crowd.turn(1_000);
    expect(await crowd.turn(1)).toBeNull();
    leave!();
    expect(await crowd.turn(1)).toBeTypeOf('function');
  });

  it('cuts off those who do not read, the longest waiting first, until the rest fits', () => {
    const crowd = new Crowd({ ...limits, requests: 10 });
    // What is unread counts a few bytes of headers too.
    const answers = [answer(700), answer(), answer(700), answer(200)];
    for (const one of answers) crowd.enter(one);
    wait(150);
    crowd.enter(answer());
    expect(answers.map((one) => one.destroyed)).toEqual([true, false, false, false]);
  });
});
