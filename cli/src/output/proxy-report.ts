import { commandLine, defaultMeasure, isProxy, measureKeyOf, nearestMeasurement } from '@engram/core';
import { findings, runs, type RunRow, type Store } from '@engram/store';
import { plain } from './output.ts';

/**
 * How far the scores of a proxy can stand for memorization scores, a line; nothing where a run measures no proxy. Of several runs of the
 * reference, `nearestMeasurement`.
 */
export async function formatProxy(
  store: Store,
  { id, config }: Pick<RunRow, 'id' | 'config'>,
): Promise<string[]> {
  if (!isProxy(measureKeyOf(config))) return [];
  const correlations = await findings.correlationsOf(store, id);
  const others = await runs.findByIds(
    store,
    correlations.map(({ runId }) => runId),
  );
  const reference = nearestMeasurement(
    config,
    others.filter((run) => measureKeyOf(run.config) === defaultMeasure),
    (run) => ({ config: run.config, createdAtMs: run.createdAt.getTime() }),
  );
  if (!reference) {
    const measured = commandLine(`run ${id.slice(0, 8)} --set measure=${defaultMeasure}`);
    return [
      `How far this proxy can stand for the memorization score is not known. Measure the same encoders by ${defaultMeasure}: ${measured}`,
    ];
  }
  const { spearman, low, high, count } = correlations.find(({ runId }) => runId === reference.id)!;
  const value =
    spearman === null
      ? 'cannot be computed, because one of the two does not vary'
      : `is ${spearman.toFixed(2)}`;
  const interval =
    low === null || high === null
      ? 'no interval: too few encoders or datapoints'
      : `${low.toFixed(2)} to ${high.toFixed(2)}`;
  return [
    `Its Spearman correlation with the memorization score, on the same encoders and masks, ${value} ` +
      `(${interval}; ${count} datapoints; run ${reference.id.slice(0, 8)} '${plain(reference.name)}').`,
  ];
}
