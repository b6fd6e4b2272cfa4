import { invariant, isImportedConfig, runSchemaFor } from '@engram/core';
import { datasets, encoders, findings, runs, type CorrelationRow } from '@engram/store';
import { withRetries } from './retries.ts';
import { runTask } from './run-task.ts';
import { signalOfStep } from './train-workflow.ts';
import { workerContext } from './worker-context.ts';

/** A correlation resamples every datapoint: of 10,000 under 16 encoders it takes 8.5 s of one core, and publishing waits for it. */
const mostDatapoints = 50_000;

/** With how many runs a run is compared at one time. */
const mostRuns = (datapoints: number): number =>
  Math.max(1, Math.min(20, Math.floor(mostDatapoints / datapoints)));

/**
 * How the scores of a run go together with those of the published runs of its ensemble that it was not compared with, where one of the two is the
 * alignment: what says of a proxy how far it can stand for the score.
 */
export async function correlationsOf(
  runId: string,
  signal: AbortSignal = signalOfStep(),
): Promise<CorrelationRow[]> {
  const { store } = workerContext();
  const read = async (id: string) => {
    const [run, measured] = await Promise.all([runs.find(store, id), encoders.list(store, id)]);
    invariant(run, `correlating the run ${id}, which does not exist`);
    const config = runSchemaFor(run.config).parse(run.config);
    const masks = isImportedConfig(config) ? measured.map(({ trainedOn }) => trainedOn) : undefined;
    return { run, config, alignments: measured.map(({ alignment }) => alignment), masks };
  };
  const { run, ...own } = await read(runId);
  const others = await findings.uncorrelatedRuns(store, runId, mostRuns(own.alignments[0]!.length));
  if (others.length === 0) return [];
  const [dataset] = await datasets.findByIds(store, [run.datasetId]);
  invariant(dataset, `a run on the dataset ${run.datasetId}, which does not exist`);
  const found: CorrelationRow[] = [];
  for (const id of others) {
    const { config, alignments } = await read(id);
    const correlation = await runTask<'correlate'>(
      { kind: 'correlate', ...own, datasetHash: dataset.contentHash, other: { config, alignments } },
      { signal, onProgress() {} },
    );
    found.push({ runId: id, ...correlation });
  }
  return found;
}

/** Of two runs that are published at one time, neither finds the other before: the later one does after. */
export async function correlateAfter(runId: string): Promise<void> {
  const { store } = workerContext();
  const run = await runs.find(store, runId);
  if (run?.status !== 'SUCCEEDED') return;
  for (const row of await correlationsOf(runId))
    await withRetries('correlation', () => findings.saveCorrelation(store, runId, row));
}
