import { experimentKinds } from '@engram/core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { engram } from '../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../helpers/processes/engram-home.ts';

const timeoutMs = 900_000;

interface Record {
  status: string;
  series: { key: string; points: { y: number | null }[] }[];
  statements: { claim: string; verdict: string; estimate: number | null; low: number | null }[];
}

let place: EngramHome;
beforeAll(async () => {
  place = await openHome();
});
afterAll(() => place?.close());

it.each(experimentKinds)(
  '%s, small, goes from the command to statements with intervals',
  async (kind) => {
    const { exitCode, stdout, stderr } = await engram(['experiment', kind, '--small', '--json'], {
      ...place,
      timeoutMs,
    });
    expect(exitCode, stderr).toBe(0);
    const { status, series, statements } = JSON.parse(stdout) as Record;
    expect(status).toBe('SUCCEEDED');
    expect(new Set(series.map(({ key }) => key)).size).toBe(series.length);
    for (const { key, points } of series) expect(points.length, key).toBeGreaterThan(0);
    expect(statements.length).toBeGreaterThan(0);
    for (const { claim, verdict, low } of statements)
      if (verdict === 'HOLDS' || verdict === 'DOES_NOT_HOLD') expect(low, claim).not.toBeNull();
    console.log(
      statements.map(({ claim, verdict, estimate }) => `${verdict}: ${claim} ${estimate}`).join('\n'),
    );
  },
  timeoutMs,
);
