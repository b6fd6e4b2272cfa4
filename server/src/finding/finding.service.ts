import type { Context } from '../context.ts';
import { lengthOfList } from '../pagination/list-length.ts';
import type { Run } from '../run/run.type.ts';
import { LayerScore, MeasureCorrelation, MemorizingUnit } from './finding.type.ts';

export async function layersOf({ loaders }: Context, { key }: Run): Promise<LayerScore[]> {
  const rows = await loaders.layersOfRun.load(key);
  return rows.map(({ runId: _runId, ...row }) => Object.assign(new LayerScore(), row));
}

/** None before the run is published. @throws ArgumentError for a bad `first` */
export async function unitsOf(
  { loaders }: Context,
  { key, datasetKey, status }: Run,
  first: number,
): Promise<MemorizingUnit[]> {
  const most = lengthOfList(first);
  if (status !== 'SUCCEEDED') return [];
  const rows = await loaders.unitsOfRun(most).load(key);
  return rows.map((row) => Object.assign(new MemorizingUnit(), row, { datasetKey }));
}

export async function correlationsOf({ loaders }: Context, { key }: Run): Promise<MeasureCorrelation[]> {
  const rows = await loaders.correlationsOfRun.load(key);
  return rows.map(({ runId, ...row }) => Object.assign(new MeasureCorrelation(), row, { runKey: runId }));
}
