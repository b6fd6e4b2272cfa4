import { encoders, findings, runs, scores, type RunRow } from '@engram/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { engram, EngramProcess, until, type Outcome } from '../../helpers/processes/engram.ts';
import { openHome, type EngramHome } from '../../helpers/processes/engram-home.ts';

const settings = ['datapoints=40', 'encoders=4', 'epochs=2', 'method=supervised'];

const measures = ['layer-alignment', 'unit-activation', 'neighbour-distance', 'label-confidence'] as const;

let place: EngramHome;
let reference: RunRow;
/** By measure; all measure the encoders of the reference at one time. */
const measured = {} as Record<(typeof measures)[number], RunRow>;

const command = (...args: string[]) => engram(args, { ...place, timeoutMs: 300_000 });
const run = (...changes: string[]) =>
  command('run', 'smoke', ...[...settings, ...changes].flatMap((change) => ['--set', change]), '--json');
const found = async (id: string) => (await runs.find(place.store, id))!;

/** The run that a command made. */
const idOf = ({ exitCode, stdout, stderr }: Outcome): string => {
  expect(exitCode, stderr).toBe(0);
  return (JSON.parse(stdout) as { id: string }).id;
};

beforeAll(async () => {
  place = await openHome();
  reference = await found(idOf(await run()));
  const worker = new EngramProcess(['worker'], { ...place, timeoutMs: 600_000 });
  try {
    const queued = await Promise.all(
      measures.map(async (measure) =>
        idOf(await command('run', reference.id, '--set', `measure=${measure}`, '--no-follow', '--json')),
      ),
    );
    for (const [at, id] of queued.entries())
      measured[measures[at]!] = await until(
        `a run measured ${measures[at]}`,
        async () => {
          const { status, error } = await found(id);
          expect(status, error ?? '').not.toBe('FAILED');
          return status === 'SUCCEEDED' && (await found(id));
        },
        { timeoutMs: 300_000 },
      );
  } finally {
    worker.kill('SIGTERM');
    await worker.ended;
  }
});
afterAll(() => place?.close());

const trainings = async ({ id }: RunRow) =>
  (await encoders.list(place.store, id)).map(({ checkpointHash, createdAt }) => [
    checkpointHash,
    createdAt.getTime(),
  ]);

describe('one ensemble, measured many ways', () => {
  it('layer alignment gives the scores of the representation, and a mean for every layer', async () => {
    const run = measured['layer-alignment'];
    expect(run.ensembleId).toBe(reference.ensembleId);
    expect(await trainings(run)).toEqual(await trainings(reference));
    expect(run.summary!.meanScore).toBe(reference.summary!.meanScore);
    const layers = await findings.layersOf(place.store, [run.id]);
    expect(layers.map(({ layer, count }) => [layer, count])).toEqual([
      ['layer1', 40],
      ['representation', 40],
    ]);
    expect(layers[1]!.mean).toBeCloseTo(run.summary!.meanScore, 12);
    expect(layers.every(({ low, mean, high }) => low! < mean! && mean! < high!)).toBe(true);
    expect(run.comparabilityKey).toMatchObject({ measure: 'layer-alignment' });
    expect(reference.comparabilityKey).not.toHaveProperty('measure');
  });

  it('unit activation names the most selective units with the datapoints that drive them', async () => {
    const run = measured['unit-activation'];
    const units = await findings.unitsOf(place.store, run.id, 10);
    expect(units.length).toBe(10);
    const of = await encoders.list(place.store, run.id);
    const indices = await indicesOf(run);
    for (const { encoder, index, trainedOn, layer } of units) {
      expect(layer).toBe('representation');
      expect(of[encoder]!.trainedOn[indices.indexOf(index)] === 1).toBe(trainedOn);
    }
  });

  it('a proxy is correlated with the reference on the same masks, with an interval', async () => {
    const run = measured['neighbour-distance'];
    const lines = await findings.correlationsOf(place.store, run.id);
    // The alignment is what other measures are held against; they are not held against each other.
    expect(lines.map(({ runId }) => runId)).toEqual([reference.id]);
    const line = lines[0]!;
    expect(line.count).toBe(40);
    expect(line.low!).toBeLessThan(line.spearman!);
    expect(line.high!).toBeGreaterThan(line.spearman!);
    const back = await findings.correlationsOf(place.store, reference.id);
    expect(back.map(({ runId }) => runId).sort()).toEqual(
      Object.values(measured)
        .map(({ id }) => id)
        .sort(),
    );
    expect(back.find(({ runId }) => runId === run.id)).toEqual({ ...line, runId: run.id });
  });

  it('label confidence reads the stored classifiers', async () => {
    const run = measured['label-confidence'];
    expect(await trainings(run)).toEqual(await trainings(reference));
    const [first] = await encoders.list(place.store, run.id);
    expect(new Set(first!.alignment)).toEqual(new Set([0, 1]));
  });
});

/** The datapoints of a run in its order. */
async function indicesOf({ id }: RunRow): Promise<number[]> {
  const indices: number[] = [];
  for await (const { index } of scores.stream(place.store, id)) indices.push(index);
  return indices;
}
