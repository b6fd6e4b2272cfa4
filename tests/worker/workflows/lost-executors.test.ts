import { describe, expect, it } from 'vitest';
import { InactivityTimer } from '../../../worker/src/workflows/liveness/inactivity-timer.ts';
import { LostExecutors } from '../../../worker/src/workflows/liveness/lost-executors.ts';

const replacedAfterMs = 20_000;
const lateAfterMs = 4_000;

/** Workers of which `still` fell still at 0 ms, and one that looks, by a clock of its own. */
function among(peers: number, startMs: number, random = Math.random) {
  const clock = { ms: startMs };
  const there = { peers };
  const timer = new InactivityTimer(() => clock.ms);
  const asked: string[][] = [];
  const lost = new LostExecutors({
    countPeers: () => Promise.resolve(there.peers),
    owners: () => Promise.resolve(['still', 'alive']),
    lostAmong(ids) {
      asked.push([...ids]);
      const isLost = ids.includes('still') && timer.look('still', 'mark') > replacedAfterMs;
      const isLate = ids.includes('still') && !isLost && clock.ms > lateAfterMs;
      return Promise.resolve({ lost: isLost ? ['still'] : [], late: isLate ? ['still'] : [] });
    },
    ...{ now: () => clock.ms, random },
  });
  return { lost, clock, asked, there };
}

/** When this one finds that the other stands still, looking again and again from `startMs` on. */
async function foundMs(peers: number, startMs: number): Promise<number> {
  const { lost, clock } = among(peers, startMs);
  while (!(await lost.look()).includes('still')) clock.ms += lost.pauseMs;
  return clock.ms;
}

describe('looks for dead workers', () => {
  it.each([1, 2, 10])('are at all workers each time where %i are alive', async (peers) => {
    const { lost, clock, asked } = among(peers, 0);
    for (let n = 0; n < 5; n++, clock.ms += lost.pauseMs) await lost.look();
    expect(asked).toEqual(Array(5).fill(['still', 'alive']));
    expect(lost.pauseMs).toBe(2_000);
  });

  it('are rare at all workers where a thousand are alive, and often at one that is late', async () => {
    const { lost, clock, asked } = among(1_000, -60_000, () => 0.5);
    await lost.look();
    expect(asked).toEqual([]);
    clock.ms += 60_000;
    await lost.look();
    clock.ms += 6_000;
    await lost.look();
    expect(asked).toHaveLength(1);
    clock.ms += 120_000;
    await lost.look();
    expect(asked[1]).toEqual(['still', 'alive']);
    expect(lost.pauseMs).toBe(2_000);
    clock.ms += 2_000;
    await lost.look();
    expect(asked[2]).toEqual(['still']);
  });

  it('are at its own claims no more often while one is late', async () => {
    const { lost, clock } = among(1_000, 10_000, () => 0);
    await lost.look();
    expect(lost.pauseMs).toBe(2_000);
    clock.ms += 2_000;
    expect(lost.isOwnDue).toBe(false);
    await lost.look();
    clock.ms += 18_000;
    expect(lost.isOwnDue).toBe(true);
  });

  it('come within its next look at its own claims where half of many have ended', async () => {
    const { lost, clock, asked, there } = among(1_000, -120_000, () => 1);
    await lost.look();
    clock.ms += 120_000;
    await lost.look();
    expect(asked).toHaveLength(1);
    clock.ms += lost.pauseMs;
    await lost.look();
    expect(asked).toHaveLength(1);
    there.peers = 500;
    clock.ms += lost.pauseMs;
    await lost.look();
    expect(asked[1]).toEqual(['still', 'alive']);
  });

  it.each([1, 2, 10, 11, 100, 300, 1_000])(
    'find one that stands still within 60 s where %i are alive',
    async (peers) => {
      // Each began to look at some time before; the first of them that finds it counts.
      const found = Array.from({ length: peers }, () =>
        foundMs(peers, -Math.random() * Math.min(120_000, 200 * peers)),
      );
      expect(Math.min(...(await Promise.all(found)))).toBeLessThanOrEqual(60_000);
    },
  );

  it('try again at once what failed', async () => {
    let isAway = true;
    const lost = new LostExecutors({
      countPeers: () => Promise.resolve(10),
      owners: () => (isAway ? Promise.reject(new Error('away')) : Promise.resolve(['dead'])),
      lostAmong: (ids) => Promise.resolve({ lost: [...ids], late: [] }),
    });
    await expect(lost.look()).rejects.toThrow('away');
    isAway = false;
    expect(await lost.look()).toEqual(['dead']);
  });
});
