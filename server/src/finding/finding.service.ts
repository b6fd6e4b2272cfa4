import { findings } from '@engram/store';
import { ArgumentError } from '../argument-error.ts';
import type { Context } from '../context.ts';
import { largestPage } from '../limits/sizes.ts';
import type { Run } from '../run/run.type.ts';
import { LayerScore, MeasureCorrelation, MemorizingUnit } from './finding.type.ts';

export async function layersOf({ store }: Context, { key }: Run): Promise<LayerScore[]> {
  const rows = await findings.layersOf(store, key);
  return rows.map((row) => Object.assign(new LayerScore(), row));
}

/** None before the run is published. @throws ArgumentError for a bad `first` */
export async function unitsOf(
  { store }: Context,
  { key, datasetKey, status }: Run,
  first: number,
): Promise<MemorizingUnit[]> {
  if (first < 1 || first > largestPage)
    throw new ArgumentError('first', `'first' is ${first}, but must lie from 1 to ${largestPage}.`);
  if (status !== 'SUCCEEDED') return [];
  const rows = await findings.unitsOf(store, key, first);
  return rows.map((row) => Object.assign(new MemorizingUnit(), row, { datasetKey }));
}

export async function correlationsOf({ store }: Context, { key }: Run): Promise<MeasureCorrelation[]> {
  const rows = await findings.correlationsOf(store, key);
  return rows.map(({ runId, ...row }) => Object.assign(new MeasureCorrelation(), row, { runKey: runId }));
}
