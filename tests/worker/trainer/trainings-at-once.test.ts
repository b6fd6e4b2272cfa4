import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Meeting } from '../../../worker/src/pipeline/meeting.ts';
import { chooseAtOnce, TrainingsAtOnce } from '../../../worker/src/trainer/trainings-at-once.ts';

describe('how many encoders train at once', () => {
  const choice = (ms: Record<number, number | null>): Promise<number> =>
    chooseAtOnce(async (count) => ms[count]!);

  it('doubles while a step of more takes less than as many steps', async () => {
    expect(await choice({ 1: 10, 2: 10, 4: 11, 8: 12 })).toBe(8);
    expect(await choice({ 1: 10, 2: 12, 4: 23, 8: 1 })).toBe(2);
    expect(await choice({ 1: 10, 2: 20 })).toBe(1);
  });

  it('stops where memory fails', async () => {
    expect(await choice({ 1: 10, 2: 10, 4: null })).toBe(2);
  });

  it('measures once an ensemble, and again after a measurement that failed', async () => {
    const trainings = new TrainingsAtOnce('auto');
    let asked = 0;
    const choose = async (): Promise<number> => {
      asked += 1;
      if (asked === 1) throw new Error('no');
      return 2;
    };
    const train = async (): Promise<string> => 'done';
    await expect(trainings.run('a', choose, train)).rejects.toThrow('no');
    await Promise.all([1, 2, 3].map(() => trainings.run('a', choose, train)));
    expect(asked).toBe(2);
  });

  it('never more train than that', async () => {
    const trainings = new TrainingsAtOnce(2);
    let now = 0;
    let most = 0;
    const train = async (): Promise<void> => {
      most = Math.max(most, ++now);
      await sleep(5);
      now -= 1;
    };
    await Promise.all([1, 2, 3, 4, 5].map(() => trainings.run('a', async () => 1, train)));
    expect([most, now]).toEqual([2, 0]);
  });
});

describe('a meeting', () => {
  it('holds the first steps back until all are there, and then every step until the last has recorded his', async () => {
    const meeting = new Meeting(2, 60_000);
    const seen: string[] = [];
    const member = async (name: string, pauses: number[]): Promise<void> => {
      meeting.join();
      for (const [step, pause] of pauses.entries()) {
        await sleep(pause);
        await meeting.wait();
        seen.push(`${step}${name}`);
      }
      meeting.leave();
    };
    await Promise.all([member('a', [0, 20, 0]), member('b', [20, 0, 0])]);
    expect(seen.map((entry) => entry[0]).join('')).toBe('001122');
  });

  it('goes on without one that left, and without those that do not come', async () => {
    const meeting = new Meeting(3, 10);
    meeting.join();
    meeting.join();
    const first = meeting.wait();
    meeting.leave();
    await first;
    await meeting.wait();
    meeting.leave();
  });
});
