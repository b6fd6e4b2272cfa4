import { findings, query, runs } from '@engram/store';
import { expect, it } from 'vitest';
import { saveEncoder } from '../../../factories/encoder.ts';
import { createDataset, createRun, publication, scoreRow } from '../../../factories/run.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();

const layer = { mean: 0.2, low: 0.1, high: 0.3, relativeMean: 0.4, count: 2 };
const encoder = {
  ...{ index: 0, checkpointHash: null, initialisationSeed: '0', engine: 'cpu', trainDurationMs: 0, scoreDurationMs: 0 },
  ...{ alignment: new Float64Array(2), trainedOn: new Uint8Array(2), finalLoss: 0, lossHistory: [] },
}; // prettier-ignore
const correlation = { count: 2, spearman: 0.5, low: 0.25, high: 0.75 };
const unit = { encoder: 0, unit: 7, layer: 'representation', selectivity: 0.9, index: 1, trainedOn: true };

it('a run is published with its layers and correlations, which either run gives, and goes with them', async () => {
  const { store } = scratch;
  const dataset = await createDataset(store, 2);
  const [other, run] = [
    await createRun(store, dataset, 'RUNNING'),
    await createRun(store, dataset, 'RUNNING'),
  ];
  const rows = [scoreRow(0), scoreRow(1)];
  await runs.publish(store, other.id, publication(rows));
  const layers = [
    { layer: 'layer1', ...layer },
    { layer: 'representation', ...layer, mean: null, low: null, high: null, relativeMean: null, count: 0 },
  ];
  const correlations = [{ runId: other.id, ...correlation }];
  await runs.publish(store, run.id, { ...publication(rows), layers, correlations });
  expect(await findings.layersOf(store, [other.id, run.id, 'no id'])).toEqual(
    layers.map((row) => ({ runId: run.id, ...row })),
  );
  expect(await findings.layersOf(store, [other.id])).toEqual([]);
  expect(await findings.correlationsOf(store, run.id)).toEqual(correlations);
  expect(await findings.correlationsOf(store, other.id)).toEqual([{ runId: run.id, ...correlation }]);
  // The first that is known stays.
  await findings.saveCorrelation(store, other.id, { runId: run.id, ...correlation, spearman: -1 });
  expect(await findings.correlationsOf(store, run.id)).toEqual(correlations);
  // A third one, whose encoders are not measured, has nothing to correlate.
  const third = await createRun(store, dataset, 'RUNNING');
  expect(await findings.uncorrelatedRuns(store, third.id, 5)).toEqual([]);
  await store.prisma.run.delete({ where: { id: other.id } });
  expect(await findings.correlationsOf(store, run.id)).toEqual([]);
});

it('units come most selective first, and an encoder that is measured again replaces its own', async () => {
  const { store } = scratch;
  const run = await createRun(store, await createDataset(store, 2), 'RUNNING');
  const strong = { ...unit, encoder: 1, selectivity: 0.95, trainedOn: false };
  await findings.replaceUnits(store, run.id, 0, [unit, { ...unit, unit: 8, selectivity: 0.1 }]);
  await findings.replaceUnits(store, run.id, 1, [strong]);
  await findings.replaceUnits(store, run.id, 0, [unit]);
  expect(await findings.unitsOf(store, run.id, 10)).toEqual([strong, unit]);
  expect(await findings.unitsOf(store, run.id, 1)).toEqual([strong]);
  // What a worker sends that was cut off meanwhile comes late.
  await runs.publish(store, run.id, publication([scoreRow(0), scoreRow(1)]));
  await findings.replaceUnits(store, run.id, 1, [{ ...strong, unit: 5 }]);
  expect(await findings.unitsOf(store, run.id, 10)).toEqual([strong, unit]);
});

it('a run is correlated with those of its ensemble that measure something else, where one measures the alignment', async () => {
  const { store } = scratch;
  const dataset = await createDataset(store, 2);
  const measuring = async (measure: string | null) => {
    const run = await createRun(store, dataset, 'RUNNING');
    await saveEncoder(store, run, encoder);
    await runs.publish(store, run.id, publication([scoreRow(0), scoreRow(1)]));
    if (measure !== null)
      await query(store, `UPDATE run SET config = jsonb_set(config, '{scoring,measure}', to_jsonb($2::text)) WHERE id = $1`, [
        run.id,
        measure,
      ]); // prettier-ignore
    return run.id;
  };
  const [first, again] = [await measuring(null), await measuring('alignment')];
  const [proxy, other] = [await measuring('mean-alignment'), await measuring('pixel-distance')];
  for (const reference of [first, again])
    expect(await findings.uncorrelatedRuns(store, reference, 5)).toEqual([other, proxy]);
  expect(await findings.uncorrelatedRuns(store, proxy, 5)).toEqual([again, first]);
  expect(await findings.uncorrelatedRuns(store, proxy, 1)).toEqual([again]);
  await findings.saveCorrelation(store, proxy, { runId: again, ...correlation });
  expect(await findings.uncorrelatedRuns(store, proxy, 5)).toEqual([first]);
});
