import { describe, expect, it } from 'vitest';
import { OperationQueue } from '../../../server/src/limits/operation-queue.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** A queue whose operations are ended by hand, and the order in which they began. */
function queueOf(limits: { operations: number; cost: number; waitMs?: number }) {
  const queue = new OperationQueue({ waitMs: 10_000, ...limits });
  const begun: string[] = [];
  const running = new Map<string, () => void>();
  return {
    begun,
    ask: (name: string, cost = 1) => {
      void queue.acquire(name[0]!, cost).then((release) => {
        begun.push(release ? name : `not ${name}`);
        if (release) running.set(name, release);
      });
    },
    end: async (name: string) => {
      running.get(name)!();
      running.get(name)!();
      running.delete(name);
      await settled();
    },
    running,
  };
}

describe('operations', () => {
  it('of one caller are executed in their order, in all slots but one', async () => {
    const { ask, begun, end } = queueOf({ operations: 4, cost: 100 });
    for (const name of ['a1', 'a2', 'a3', 'a4', 'a5']) ask(name);
    await settled();
    expect(begun).toEqual(['a1', 'a2', 'a3']);
    await end('a2');
    expect(begun).toEqual(['a1', 'a2', 'a3', 'a4']);
  });

  it('of another caller begin at once, however many of the first one wait', async () => {
    const { ask, begun, end } = queueOf({ operations: 4, cost: 100 });
    for (let number = 0; number < 50; number++) ask(`a${number}`);
    await settled();
    ask('b0');
    await settled();
    expect(begun).toEqual(['a0', 'a1', 'a2', 'b0']);
    await end('b0');
    ask('b1');
    await settled();
    expect(begun.at(-1)).toBe('b1');
  });

  it('of callers who wait take turns, who asked first begins', async () => {
    const { ask, begun, end, running } = queueOf({ operations: 1, cost: 100 });
    for (const name of ['a0', 'a1', 'a2', 'b0', 'b1', 'c0']) ask(name);
    await settled();
    while (running.size > 0) await end([...running.keys()][0]!);
    expect(begun).toEqual(['a0', 'a1', 'b0', 'c0', 'a2', 'b1']);
  });

  it('of a high cost leave room in it for others, and are not overtaken for ever', async () => {
    const { ask, begun, end } = queueOf({ operations: 10, cost: 100 });
    ask('a0', 50);
    ask('a1', 50);
    ask('b0', 40);
    await settled();
    expect(begun).toEqual(['a0', 'b0']);
    ask('c0', 30);
    ask('d0', 5);
    await settled();
    // `d0` would fit, but `c0` waits for room.
    expect(begun).toEqual(['a0', 'b0']);
    await end('b0');
    expect(begun).toEqual(['a0', 'b0', 'c0', 'd0']);
  });

  it('of any cost are executed, alone', async () => {
    const { ask, begun, end } = queueOf({ operations: 4, cost: 100 });
    ask('a0', 1_000);
    ask('b0', 1);
    await settled();
    expect(begun).toEqual(['a0']);
    await end('a0');
    expect(begun).toEqual(['a0', 'b0']);
  });

  it('wait for those of their own caller as long as it takes', async () => {
    const { ask, begun, end } = queueOf({ operations: 1, cost: 100, waitMs: 20 });
    ask('a0');
    ask('a1');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(begun).toEqual(['a0']);
    await end('a0');
    expect(begun).toEqual(['a0', 'a1']);
  });

  it('whose turn does not come are told so, and hold up nobody behind them', async () => {
    const { ask, begun, running } = queueOf({ operations: 4, cost: 100, waitMs: 50 });
    ask('a0', 90);
    ask('b0', 20);
    await settled();
    ask('c0', 5);
    await expect.poll(() => begun, { timeout: 5_000 }).toEqual(['a0', 'not b0', 'c0']);
    expect([...running.keys()]).toEqual(['a0', 'c0']);
  });
});
