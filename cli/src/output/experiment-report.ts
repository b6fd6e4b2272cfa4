import Table from 'cli-table3';
import { verdictLabels, type Series, type Statement } from '@engram/core';
import { experiments, type ExperimentRow, type Store } from '@engram/store';
import { formatDuration } from './durations.ts';
import { plain } from './output.ts';

/** An experiment as the command gives it to machines. */
export async function experimentRecord(store: Store, experiment: ExperimentRow) {
  const runs = await experiments.runsOf(store, [experiment.id]);
  return {
    ...experiment,
    runs: runs.map(({ experimentId: _, ...run }) => run),
    ...(await experiments.foundBy(store, experiment.id)),
  };
}

const short = (value: number | null): string =>
  value === null ? '–' : Number(value.toPrecision(4)).toString();

const interval = ({ estimate, low, high }: Pick<Statement, 'estimate' | 'low' | 'high'>): string =>
  low === null || high === null ? short(estimate) : `${short(estimate)} (${short(low)} to ${short(high)})`;

function formatStatement(statement: Statement): string {
  const reason = statement.reason === null ? '' : ` ${statement.reason}`;
  return `  ${verdictLabels[statement.verdict]}: ${statement.claim} ${interval(statement)}.${reason}`;
}

function tableOf({ name, x, y, points }: Series): string {
  const table = new Table({
    head: [plain(x.label), plain(y.label), 'n'],
    style: { head: [], border: [], compact: true },
  });
  for (const point of points)
    table.push([
      plain(x.categories?.[point.x] ?? short(point.x)),
      interval({ ...point, estimate: point.y }),
      point.n === null ? '' : String(point.n),
    ]);
  return `${plain(name)}\n${table.toString()}`;
}

/** A finished experiment: its statements, then its series. */
export async function formatExperiment(store: Store, experiment: ExperimentRow): Promise<string> {
  const { id, name, status, startedAt, finishedAt } = experiment;
  if (status !== 'SUCCEEDED') return `Experiment ${id} '${plain(name)}' is ${status}.`;
  const { series, statements } = await experiments.foundBy(store, id);
  const runs = await experiments.runsOf(store, [id]);
  const started = runs.filter((run) => run.started && !run.resumed).length;
  const took =
    startedAt && finishedAt
      ? ` in ${formatDuration((finishedAt.getTime() - startedAt.getTime()) / 1000)}`
      : '';
  return [
    `Experiment ${id} '${plain(name)}': ${runs.length} runs, ${started} of them new${took}.`,
    ...statements.map(formatStatement),
    ...series.map(tableOf),
  ].join('\n');
}
