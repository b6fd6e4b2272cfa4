import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { ConcurrencyLimiter, concurrencyLimits } from '../../../server/src/limits/concurrency-limiter.ts';

const limits = { ...concurrencyLimits, requests: 4, streams: 4, unreadBytes: 1_500 };
const answer = (unreadBytes = 0): ServerResponse => {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  if (unreadBytes > 0) response.end('x'.repeat(unreadBytes));
  return response;
};
const wait = (durationMs: number): void => {
  const end = performance.now() + durationMs;
  while (performance.now() < end);
};

describe('requests', () => {
  it('are let in four times as far as they can be answered, before it is known who asks, and the next when one was answered', () => {
    const limiter = new ConcurrencyLimiter(limits);
    const answers = Array.from({ length: 16 }, () => answer());
    expect(answers.every((one) => limiter.admit(one))).toBe(true);
    expect(limiter.admit(answer())).toBe(false);
    answers[1]!.emit('close');
    expect(limiter.admit(answer())).toBe(true);
    expect(limiter.admit(answer())).toBe(false);
  });

  it('are let in again after answers that were written, whether or not they were read', () => {
    const limiter = new ConcurrencyLimiter(limits);
    const unread = Array.from({ length: 16 }, () => answer(10));
    for (const one of unread) limiter.admit(one);
    wait(150);
    expect([limiter.admit(answer()), unread.some((one) => one.destroyed)]).toEqual([true, false]);
  });

  it.each(['acquireRequest', 'acquireStream'] as const)(
    'of one caller leave room for others by %s',
    async (acquire) => {
      const limiter = new ConcurrencyLimiter(limits);
      const answers = Array.from({ length: 3 }, () => answer());
      const held = await Promise.all(answers.map((one) => limiter[acquire]('a', one)));
      expect(held).toEqual([true, true, false]);
      expect(await limiter[acquire]('b', answer())).toBe(true);
      answers[0]!.emit('close');
      answers[1]!.emit('prefinish');
      answers[1]!.emit('close');
      expect(await limiter[acquire]('a', answer())).toBe(true);
    },
  );

  it('whose clients do not read are cut off, the longest waiting first, until the rest fits', () => {
    const limiter = new ConcurrencyLimiter({ ...limits, requests: 10 });
    // What is unread counts a few bytes of headers too.
    const answers = [answer(700), answer(), answer(700), answer(200)];
    for (const one of answers) limiter.admit(one);
    wait(150);
    limiter.admit(answer());
    expect(answers.map((one) => one.destroyed)).toEqual([true, false, false, false]);
  });
});
