import { describe, expect, it } from 'vitest';
import { allOrNone } from '../../../worker/src/workflows/all-or-none.ts';

/** Goes on until it is stopped. */
const untilStopped = (ended: string[], name: string) => (signal: AbortSignal) =>
  new Promise<string>((_, reject) =>
    signal.addEventListener('abort', () =>
      setTimeout(() => {
        ended.push(name);
        reject(new Error(`${name} was stopped`));
      }),
    ),
  );

describe('allOrNone', () => {
  const never = new AbortController().signal;

  it('gives what all tasks give, in their order', async () => {
    const later = async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      return 1;
    };
    expect(await allOrNone(never, [later, () => Promise.resolve(2)])).toEqual([1, 2]);
    expect(await allOrNone(never, [])).toEqual([]);
  });

  it('stops the others when one fails, waits for them, and throws the first error', async () => {
    const ended: string[] = [];
    const failing = () => Promise.reject(new Error('no checkpoint'));
    const all = allOrNone(never, [untilStopped(ended, 'a'), failing, untilStopped(ended, 'b')]);
    await expect(all).rejects.toThrow('no checkpoint');
    expect(ended).toEqual(['a', 'b']);
  });

  it('stops all of them from outside', async () => {
    const outside = new AbortController();
    const ended: string[] = [];
    const all = allOrNone(outside.signal, [untilStopped(ended, 'a'), untilStopped(ended, 'b')]);
    outside.abort();
    await expect(all).rejects.toThrow('a was stopped');
    expect(ended).toEqual(['a', 'b']);
  });
});
