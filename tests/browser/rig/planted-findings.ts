import { encoderLayers, type MeasureKey, type RunConfigInput } from '@engram/core';
import {
  datapoints as datapointRows,
  datasets,
  findings,
  query,
  type RunRow,
  type Store,
} from '@engram/store';
import { planConfig, publishPlanted } from './planted-run.ts';

/** Runs of other measures beside a run of the alignment, with what these found. */
export interface PlantedFindings {
  layers: RunRow;
  /** Every layer by another method on the same masks. */
  otherLayers: RunRow;
  units: RunRow;
  /** A proxy that is correlated with the reference. */
  proxy: RunRow;
  /** A proxy of encoders that nothing else measures. */
  loneProxy: RunRow;
}

const count = 200;

/** Correlation of the proxy with the reference, over datapoints and encoders. */
export const proxyCorrelation = { count, spearman: 0.412, low: 0.305, high: 0.528 };

/** The most selective units: datapoint, and whether the encoder was trained with it. */
export const plantedUnits = Array.from({ length: 24 }, (_, at) => ({
  encoder: at % 4,
  unit: 3 + 5 * at,
  layer: 'representation',
  selectivity: 0.93 - at / 50,
  index: (at * 7) % count,
  trainedOn: at % 3 !== 0,
}));

/** @param reference a run of SimCLR with 32 encoders, as `planConfig` makes it */
export async function plantFindings(store: Store, reference: RunRow): Promise<PlantedFindings> {
  const [dataset] = await datasets.findByIds(store, [reference.datasetId]);
  const indices = Array.from({ length: count }, (_, index) => index);
  const datapoints = (await datapointRows.findByIndices(store, dataset!.id, indices)).map(
    ({ index, contentHash, class: label }) => ({ index, contentHash, class: label }),
  );
  const publish = (
    measure: MeasureKey,
    patch: Partial<RunConfigInput>,
    found?: Parameters<typeof publishPlanted>[2]['found'],
  ) =>
    publishPlanted(store, dataset!, {
      truth: indices.map((index) => 0.03 + 0.02 * Math.sin(index)),
      datapoints,
      noise: 0.02,
      config: planConfig({ encoders: 32, scoring: { measure }, ...patch }),
      comparability: { measure },
      found,
    });
  const layersOf = (start: number) =>
    encoderLayers(planConfig().encoder).map(({ name }, at) => {
      const mean = start * (at + 1);
      return { layer: name, mean, low: mean - 0.004, high: mean + 0.005, relativeMean: 4 * mean, count };
    });
  const correlated = { correlations: [{ runId: reference.id, ...proxyCorrelation }] };
  const units = await publish('unit-activation', { name: 'units' });
  // Units come before their run is published.
  const become = (status: string) => query(store, 'UPDATE run SET status = $2::run_status WHERE id = $1', [units.id, status]); // prettier-ignore
  await become('RUNNING');
  for (const encoder of [0, 1, 2, 3])
    await findings.replaceUnits(
      store,
      units.id,
      encoder,
      plantedUnits.filter((unit) => unit.encoder === encoder),
    );
  await become('SUCCEEDED');
  return {
    units,
    layers: await publish('layer-alignment', { name: 'layers' }, { layers: layersOf(0.011) }),
    otherLayers: await publish(
      'layer-alignment',
      { name: 'layers', method: { key: 'vicreg' } },
      { layers: layersOf(0.008) },
    ),
    proxy: await publish('neighbour-distance', { name: 'nearest' }, correlated),
    loneProxy: await publish('pixel-distance', { name: 'pixels', seed: 5 }),
  };
}
