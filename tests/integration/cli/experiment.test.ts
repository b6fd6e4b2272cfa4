import { ensembles, experimentQueue, experiments, query, runs } from '@engram/store';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { engram, EngramProcess, until } from '../../helpers/processes/engram.ts';
import { lockTable } from '../../helpers/postgres/locked-table.ts';
import { eventsOf } from '../../helpers/processes/log-events.ts';
import { openHome, type EngramHome } from '../../helpers/processes/engram-home.ts';

/** As little as gives every number. */
const settings = ['datapoints=60', 'encoders=4', 'epochs=2'].flatMap((pair) => ['--set', pair]);

interface Record {
  id: string;
  status: string;
  runs: { name: string; runId: string; started: boolean }[];
  series: { key: string; points: unknown[] }[];
  statements: { claim: string; verdict: string }[];
}

let place: EngramHome;
const started: EngramProcess[] = [];

beforeAll(async () => {
  place = await openHome();
});
afterEach(() => {
  for (const process of started.splice(0)) process.kill('SIGKILL');
});
afterAll(() => place?.close());

async function experiment(...args: string[]) {
  const { exitCode, stdout, stderr } = await engram(['experiment', ...args, '--json'], {
    ...place,
    timeoutMs: 200_000,
  });
  expect(exitCode, stderr).toBe(0);
  return { record: JSON.parse(stdout) as Record, stderr };
}

const encoderCount = async (): Promise<number> =>
  (await query<{ count: number }>(place.store, 'SELECT count(*)::int AS count FROM encoder'))[0]!.count;

const waitsFor = async (table: string): Promise<boolean> =>
  (await query(place.store, 'SELECT FROM pg_locks WHERE relation = $1::regclass AND NOT granted', [table]))
    .length > 0;

describe('an experiment', () => {
  it('trains its runs once: the same experiment again, and one that shares some of them, find them', async () => {
    const first = await experiment('agreement', '--small', ...settings);
    expect(first.stderr).toContain('4 runs: 16 encoders to train');
    expect(first.record).toMatchObject({ status: 'SUCCEEDED' });
    expect(first.record.runs.map((run) => run.started)).toEqual([true, true, true, true]);
    expect(first.record.series.map(({ key }) => key)).toContain('spearman.found');
    expect(first.record.statements.length).toBe(4);
    const trained = await encoderCount();

    const again = await experiment('agreement', '--small', ...settings);
    expect(again.stderr).toContain('4 runs, 4 of them there already: no encoder is trained');
    expect(again.record.runs.every((run) => !run.started)).toBe(true);
    expect(again.record.runs.map(({ runId }) => runId)).toEqual(first.record.runs.map(({ runId }) => runId));
    expect([again.record.series, again.record.statements]).toEqual([
      first.record.series,
      first.record.statements,
    ]);
    expect(await encoderCount()).toBe(trained);

    const { stdout } = await engram(['experiment', 'export', again.record.id.slice(0, 8)], place);
    expect(stdout.split('\n')[0]).toBe(
      'kind,key,name,x,category,y,low,high,n,confidence,verdict,reason,source',
    );
    expect(stdout).toContain('point,spearman.found,Spearman,1,simclr and vicreg,');
  });

  it('survives kill -9 of its worker, and ends in the same bits; cancelled, it goes on where it was', async () => {
    const dynamics = ['dynamics', '--small', ...settings, '--set', 'epochCounts=1,3'];
    const expected = await experiment(...dynamics);
    // What was found is forgotten, and asked for anew.
    await query(place.store, 'DELETE FROM experiment');
    await query(place.store, 'DELETE FROM run');
    await query(place.store, 'DELETE FROM ensemble');
    const first = new EngramProcess(['worker'], place);
    started.push(first);
    const { record } = await experiment(...dynamics, '--no-follow');
    const published = async () => {
      const named = await experiments.runsOf(place.store, [record.id]);
      const rows = await runs.findByIds(place.store, named.map(({ runId }) => runId)); // prettier-ignore
      return rows.filter(({ status }) => status === 'SUCCEEDED').length;
    };
    await until('one run is published', async () => (await published()) >= 1, { timeoutMs: 120_000 });
    first.kill('SIGKILL');
    await first.ended;
    expect(await published()).toBeLessThan(2);
    expect((await experiments.find(place.store, record.id))?.status).toBe('RUNNING');

    const cancelled = await experiment('cancel', record.id.slice(0, 8));
    expect(cancelled.record.status).toBe('CANCELLED');
    const own = await runs.findByIds(place.store, cancelled.record.runs.map(({ runId }) => runId)); // prettier-ignore
    expect(own.filter(({ status }) => status === 'QUEUED' || status === 'RUNNING')).toEqual([]);

    const resumed = await experiment('resume', record.id);
    expect(resumed.record).toMatchObject({ id: record.id, status: 'SUCCEEDED' });
    expect([resumed.record.series, resumed.record.statements]).toEqual([
      expected.record.series,
      expected.record.statements,
    ]);
  });

  /** Fulfilled when the experiment under way is where it shall be interrupted. */
  const trained = () =>
    until('two encoders are trained', async () => (await encoderCount()) >= 2, { timeoutMs: 120_000 });
  const publishing = () =>
    until('it publishes what it found', () => waitsFor('experiment_series'), { timeoutMs: 120_000 });

  it('goes on, with the same bits, when its command is given again after kill -9 in training and in publishing; what has ended is shown where that is asked for', async () => {
    const dynamics = ['dynamics', '--small', ...settings, '--set', 'epochCounts=2,4'];
    const expected = await experiment(...dynamics);
    await query(place.store, 'DELETE FROM experiment');
    await query(place.store, 'DELETE FROM run');
    await query(place.store, 'DELETE FROM ensemble');
    const under = async () => (await experiments.page(place.store, { first: 2 })).rows;
    const series = await lockTable(place.store.url, 'experiment_series');
    for (const isThere of [trained, publishing]) {
      const command = new EngramProcess(['experiment', ...dynamics], place);
      started.push(command);
      await isThere();
      command.kill('SIGKILL');
      await command.ended;
      expect(await under()).toMatchObject([{ status: 'RUNNING' }]);
    }
    await series.free();

    const again = await experiment(...dynamics);
    const { id } = (await under())[0]!;
    expect(again.stderr).toContain(
      `Experiment ${id} 'Training dynamics on mnist' has these settings, and is under way`,
    );
    expect(again.record).toMatchObject({ id, status: 'SUCCEEDED', statements: expected.record.statements });
    expect(again.record.series).toEqual(expected.record.series);

    const shown = await experiment(...dynamics, '--once');
    expect(shown.stderr).toContain('succeeded: nothing is done');
    expect(shown.record).toMatchObject({ id, statements: expected.record.statements });
    const other = await experiment(...dynamics, '--name', 'another');
    expect(other.record.id).not.toBe(id);
    // Of two of the same settings, the one of the name.
    expect((await experiment(...dynamics, '--once', '--name', 'another')).record.id).toBe(other.record.id);
    expect(other.record.series).toEqual(expected.record.series);
  });

  it('retrains without what its first run ranks highest, also when that was cancelled, asks the encoders, and does nothing twice', async () => {
    const tiny = ['datapoints=40', 'encoders=4', 'epochs=1', 'draws=2', 'repetitions=2'];
    const removal = ['removal', '--small', ...tiny.flatMap((pair) => ['--set', pair]), '--set', 'removedFractions=.2']; // prettier-ignore
    const worker = new EngramProcess(['worker'], place);
    started.push(worker);
    const begun = await experiment(...removal, '--no-follow');
    const followUp = async () =>
      (await experiments.runsOf(place.store, [begun.record.id])).find(({ name }) => name === 'without 8');
    await until('it follows up', async () => (await followUp()) !== undefined, { timeoutMs: 120_000 });
    await experimentQueue.cancelExperiment(place.store, begun.record.id);
    expect(await runs.find(place.store, (await followUp())!.runId)).toMatchObject({ status: 'CANCELLED' });
    const end = async () =>
      (await eventsOf(place.home, begun.record.id)).find(({ event }) => event === 'experiment ended');
    expect(await until('its end is logged', end)).toMatchObject({ status: 'CANCELLED' });

    // The same command, where one is enough, resumes it.
    const { record } = await experiment(...removal, '--once');
    const first = { record, stderr: begun.stderr };
    expect(record.id).toBe(begun.record.id);
    expect(first.record).toMatchObject({ status: 'SUCCEEDED' });
    // 4 rank; then 2 repetitions without the most, the least, two times random ones, and nothing.
    expect(first.stderr).toContain('2 runs: 14 encoders to train');
    expect(first.record.runs.map(({ name }) => name)).toEqual(['ranking', 'without 8']);
    expect(first.record.statements).toHaveLength(4);
    const accuracies = first.record.series.find(({ key }) => key === 'linear.memorized')!;
    expect(accuracies.points).toHaveLength(2);

    // Encoders whose checkpoints were freed are trained again to be asked.
    const freed = new Set((await ensembles.checkpoints(place.store)).map(({ ensembleId }) => ensembleId));
    for (const id of freed) await ensembles.freeCheckpoints(place.store, id, { includingSnapshots: true });
    const again = await experiment(...removal);
    expect(again.record.runs.every((run) => !run.started)).toBe(true);
    expect([again.record.series, again.record.statements]).toEqual([
      first.record.series,
      first.record.statements,
    ]);
  });

  it('that cannot be is refused before anything is stored', async () => {
    const refused = async (...args: string[]) => {
      const { exitCode, stderr } = await engram(['experiment', ...args], place);
      expect(exitCode).toBe(2);
      return stderr;
    };
    const before = await experiments.count(place.store);
    expect(await refused('agrement')).toContain("the nearest is 'agreement'");
    expect(await refused('agreement', '--set', 'nothing=3')).toContain("there is no setting 'nothing'");
    expect(await refused('agreement', '--set', 'methods=simclr,nothing')).toContain(
      'methods must be some of',
    );
    expect(await refused('agreement', '--small', '--set', 'epochs=100000')).toContain('--yes');
    // What its follow-ups will need is looked at before anything is trained.
    expect(await refused('removal', '--small', '--set', 'datapoints=9990')).toContain('no encoder saw');
    expect(await refused('outlier', '--small', '--set', 'class=10')).toContain(
      '0 datapoints of the class 10',
    );
    expect(await experiments.count(place.store)).toBe(before);
  });
});
