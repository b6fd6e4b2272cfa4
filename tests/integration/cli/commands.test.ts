import { fileURLToPath } from 'node:url';
import { engineNames } from '@engram/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunPlan } from '../../../cli/src/output/plan-report.ts';
import { engram } from '../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../helpers/processes/engram-home.ts';
import { eventsOf } from '../../helpers/processes/log-events.ts';
import { missingEngine } from '../../helpers/processes/missing-engine.ts';

const printModules = fileURLToPath(new URL('../../helpers/processes/print-modules.cjs', import.meta.url));
let place: EngramHome;
let runId: string;

const run = (...args: string[]) => engram(args, place);
async function json<T>(...args: string[]): Promise<T> {
  const outcome = await run(...args);
  expect(outcome.exitCode, outcome.stderr).toBe(0);
  return JSON.parse(outcome.stdout) as T;
}

beforeAll(async () => {
  place = await openHome();
});
afterAll(() => place.close());

describe('the commands', () => {
  it('import a dataset, print an object with its id, and import it once', async () => {
    const outcome = await run('import', 'dataset', 'mnist', '--json');
    expect(outcome.stderr).toMatch(/^Reading and storing mnist …\n(mnist: \d+ % \| .*\n)*$/);
    const first = JSON.parse(outcome.stdout) as { id: string };
    expect(first).toMatchObject({ slug: 'mnist', datapointCount: 10_000, created: true });
    expect(await json('import', 'dataset', 'mnist', '--json')).toMatchObject({
      id: first.id,
      created: false,
    });
  });

  it('run a preset and print an object with its id on stdout, all else on stderr', async () => {
    const outcome = await engram(['run', 'smoke', '--set', 'datapoints=40', '--set', 'epochs=1', '--json'], {
      ...place,
      env: { ...place.env, ENGRAM_LOG: 'stderr' },
    });
    expect(outcome.exitCode, outcome.stderr).toBe(0);
    const result = JSON.parse(outcome.stdout) as { id: string };
    runId = result.id;
    expect(result).toMatchObject({
      status: 'SUCCEEDED',
      scoredCount: 40,
      fraction: 1,
      codeVersion: 'test',
      engine: expect.stringMatching(/^(onnxruntime|tensorflow|cpu) \d/) as string,
      summary: { identifiableCount: 40, ranking: expect.any(String) as string },
    });
    expect(outcome.stderr).toContain(`Run ${runId}`);
    // The worker's log names the run from its beginning to its end, encoder by encoder.
    const said = await eventsOf(place.home, runId);
    // And stderr, where it is told to.
    for (const { event } of said) expect(outcome.stderr).toContain(`"event":"${event}"`);
    expect((await run('runs')).stderr).not.toContain('"event"');
    const count = (event: string) => said.filter((line) => line.event === event).length;
    expect(said[0]).toMatchObject({ event: 'run began', attempt: 0 });
    expect([count('encoder trained'), count('encoder measured')]).toEqual([4, 4]);
    expect(said.at(-1)).toMatchObject({ event: 'run ended', status: 'SUCCEEDED' });
  });

  it('list the runs', async () => {
    expect(await json('runs', '--json')).toMatchObject([{ id: runId, name: 'smoke', status: 'SUCCEEDED' }]);
    expect((await run('runs')).stdout).toContain(runId.slice(0, 8));
  });

  it('give scores to machines: rows with the promised names, most memorized first', async () => {
    const rows = await json<Record<string, unknown>[]>('scores', runId.slice(0, 8), '--format', 'json');
    expect(rows).toHaveLength(40);
    expect(Object.keys(rows[0]!).join(' ')).toBe(
      'index contentHash class className value relativeValue alignmentIn alignmentOut standardError low high ' +
        'nIn nOut rank percentile topFraction fdr identifiable',
    );
    expect(rows.map(({ rank }) => rank)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    const values = rows.map(({ value }) => value as number);
    expect(values).toEqual([...values].sort((a, b) => b - a));
  });

  it('give the first of one class', async () => {
    const rows = await json<{ class: number; rank: number }[]>(
      'scores',
      runId,
      '--class',
      '3',
      '--top',
      '2',
      '--json',
    );
    expect(rows).toHaveLength(2);
    expect(rows.every((row) => row.class === 3)).toBe(true);
  });

  it('give scores as csv and as a table, which stands beside its reliability', async () => {
    const csv = (await run('scores', runId, '--format', 'csv', '--top', '3')).stdout.trim().split('\n');
    expect(csv).toHaveLength(4);
    expect(csv[0]).toMatch(/^index,contentHash,class,className,value/);
    const table = (await run('scores', runId, '--top', '3')).stdout;
    expect(table).toMatch(/This ranking is|reliability of this ranking/);
    expect(table).toMatch(/Spearman–Brown/);
  });

  it('refuse a class that the dataset does not have, and scores of a run without any, named at its start', async () => {
    const wrongClass = await run('scores', runId, '--class', '11');
    expect(wrongClass.exitCode).toBe(2);
    expect(wrongClass.stderr).toMatch(/--class 11: the dataset of this run has no such class. Known are/);
    const named = ['--no-follow', '--set', 'name=other', '--name', 'named at once'];
    const { id, name } = await json<{ id: string; name: string }>('run', 'smoke', ...named, '--json');
    expect(name).toBe('named at once');
    expect((await run('run', 'smoke', '--name', ' ')).stderr).toContain('It must have 1 to 200 characters.');
    const unscored = await run('scores', id);
    expect(unscored.exitCode).toBe(5);
    expect(unscored.stderr).toContain('it is QUEUED');
    expect((await run('cancel', id)).exitCode).toBe(0);
    const again = await run('cancel', id);
    expect(again.exitCode).toBe(6);
    expect(again.stderr).toContain('CANCELLED');
  });

  it('refuse a run of more datapoints than there are, before anything is queued', async () => {
    const outcome = await run('run', 'smoke', '--set', 'datapoints=10001');
    expect(outcome.exitCode).toBe(2);
    expect(outcome.stderr).toMatch(
      /10001 were asked for, but the dataset 'mnist' has 10000\. .* with --set datapoints=10000 /,
    );
    expect(await json<unknown[]>('runs', '--json')).toHaveLength(2);
    // A list that ends before the oldest run says so.
    const older = 'There are older runs: --limit 2 lists more.';
    expect((await run('runs', '--limit', '1')).stdout).toContain(older);
    expect((await run('runs', '--limit', '2')).stdout).not.toContain('older runs');
  });

  it('plan how many encoders a precision takes, from a run or from the preset that it was of', async () => {
    const ofRun = await json<RunPlan & { predicted: { standardError: number } }>(
      'plan',
      runId,
      '--target-se',
      '0.02',
      '--json',
    );
    expect(ofRun).toMatchObject({ run: { id: runId, encoders: 4 }, processes: 2 });
    const { encoders, now, seconds, command, predicted } = ofRun;
    expect(encoders).toBe(2 * Math.ceil(2 * (now.standardError! / 0.02) ** 2 * (1 - 1e-9)));
    expect(predicted.standardError).toBeCloseTo(now.standardError! / Math.sqrt(encoders / 4), 12);
    expect(seconds).toBeGreaterThan(0);
    expect(command).toContain(`run ${runId.slice(0, 8)} --set encoders=${encoders}`);
    // The preset itself has other settings than the run here.
    const preset = await run('plan', 'smoke', '--reliability', '0.8');
    expect([preset.exitCode, preset.stderr]).toEqual([5, expect.stringContaining('No finished run here')]);
    const both = await run('plan', runId, '--reliability', '0.8', '--target-se', '1');
    expect([both.exitCode, both.stderr]).toEqual([2, expect.stringContaining('State one aim')]);
  });

  it('refuse to resume what has succeeded', async () => {
    const outcome = await run('resume', runId);
    expect(outcome.exitCode).toBe(6);
    expect(outcome.stderr).toContain(`engram scores ${runId}`);
  });

  it('tell what they found on the machine, and which engine is chosen', async () => {
    const found = await json<{ engines: { name: string; reason: string }[] }>('doctor', '--json');
    expect(found).toMatchObject({
      database: { available: true, version: expect.any(String) as string },
      engine: { setting: expect.any(String) as string, chosen: expect.any(String) as string },
      processes: 2,
      node: { version: process.versions.node, supported: true },
    });
    expect(found.engines.map(({ name }) => name)).toEqual(engineNames);
    expect(found.engines.every(({ reason }) => reason.length > 0)).toBe(true);
  });

  it('time the pipeline', async () => {
    const result = await json<Record<string, unknown>>(
      ...'bench pipeline --n 60 --epochs 1 --batch 16 --views 2 --channels 4,8 --processes 1 --json'.split(
        ' ',
      ),
    );
    expect(Object.keys(result).join(' ')).toBe(
      'trainViewsPerSecond augmentViewsPerSecond scoreViewsPerSecond trainSeconds trainProcessorSeconds scoreSeconds peakRssBytes engine',
    );
    const { engine, ...numbers } = result;
    expect(engine).toMatch(/\d/);
    for (const value of Object.values(numbers)) expect(value).toBeGreaterThan(0);
  });

  it('rename a run, give its address, say what hangs on it, and delete it only when told so', async () => {
    const [cancelled] = (await json<{ id: string; status: string }[]>('runs', '--json')).filter(
      ({ status }) => status === 'CANCELLED',
    );
    const id = cancelled!.id.slice(0, 8);
    expect((await run('run', 'rename', id, 'odd one')).stdout).toContain("is now 'odd one'");
    expect((await run('runs', '--search', 'ODD')).stdout).toMatch(/odd one.*mnist.*CANCELLED/);
    expect((await run('run', 'open', id)).stdout).toMatch(new RegExp(`^http://localhost:\\d+/runs/${id}\n$`));
    const asked = await run('run', 'delete', id);
    expect(asked.stdout).toMatch(/has 0 scores.*Nothing was deleted.*--yes/s);
    expect(await json('run', 'delete', id, '--yes', '--json')).toMatchObject({
      deleted: true,
      scoreCount: 0,
    });
    expect((await run('run', 'delete', id)).exitCode).toBe(5);
  });

  it('show the datasets and presets, and what hangs on a dataset', async () => {
    expect(await json('dataset', 'list', '--json')).toMatchObject([{ slug: 'mnist', runCount: 1 }]);
    const asked = await run('dataset', 'delete', 'mnist');
    expect(asked.stdout).toMatch(/10000 datapoints, 1 run with 40 scores.*Nothing was deleted/s);
    const presets = await json<{ name: string }[]>('presets', '--json');
    expect(presets.map(({ name }) => name)).toContain('smoke');
  });

  it('load no tensor, image, queue or server library to list runs or scores', async () => {
    for (const args of [['runs'], ['scores', runId], ['--help']]) {
      const outcome = await engram(args, {
        ...place,
        env: { ...place.env, NODE_OPTIONS: `--require ${printModules}` },
      });
      expect(outcome.exitCode).toBe(0);
      expect(outcome.stderr).toMatch(/loaded: \n$/);
    }
  });

  it('start no worker without the engine that it was told to use, before it takes work', async () => {
    const queued = await json<{ id: string }>('run', 'smoke', '--no-follow', '--json');
    const env = { ...place.env, ...missingEngine };
    const outcome = await engram(['worker'], { ...place, env });
    expect([outcome.exitCode, outcome.stderr]).toEqual([
      9,
      expect.stringMatching(/'onnxruntime:.*' cannot be used here .*doctor/s),
    ]);
    expect(await json('runs', '--json')).toContainEqual(
      expect.objectContaining({ id: queued.id, status: 'QUEUED' }),
    );
    await json('cancel', queued.id, '--json');
  });
});
