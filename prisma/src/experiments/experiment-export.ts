import { DomainError, type ExperimentConfig, type ExperimentResult, type SeriesPoint } from '@engram/core';
import type { Store } from '../store.ts';
import { seriesOf, statementsOf, type StoredPoint } from './experiment-result.ts';
import type { ExperimentRow } from './experiment-row.ts';

/** All that a finished experiment says, and what it was asked with. */
export interface ExportedExperiment extends ExperimentResult {
  kind: string;
  name: string;
  config: ExperimentConfig;
  configHash: string;
  codeVersion: string;
}

const withoutId = ({ datapoint, ...point }: StoredPoint): SeriesPoint => ({
  ...point,
  ...(datapoint && { datapoint: { dataset: datapoint.dataset, index: datapoint.index } }),
});

/** What an experiment found, without the ids that the store keeps it under; nothing while it has not finished. */
export async function foundBy(store: Store, id: string): Promise<ExperimentResult> {
  const [series, statements] = await Promise.all([seriesOf(store, [id]), statementsOf(store, [id])]);
  return {
    series: series.map(({ experimentId: _, points, ...rest }) => ({
      ...rest,
      points: points.map(withoutId),
    })),
    statements: statements.map(({ experimentId: _, ...rest }) => rest),
  };
}

/** What a file of an experiment holds. @throws DomainError CONFLICT unless it has SUCCEEDED */
export async function exported(store: Store, experiment: ExperimentRow): Promise<ExportedExperiment> {
  const { id, kind, name, status, config, configHash, codeVersion } = experiment;
  if (status !== 'SUCCEEDED')
    throw new DomainError(
      'CONFLICT',
      `The experiment '${name}' (${id}) is ${status}: it has found nothing yet.`,
    );
  return { kind, name, config, configHash, codeVersion, ...(await foundBy(store, id)) };
}
