import { commandLine, hasImportedScores } from '@engram/core';
import { datasets, runs, type RunRow, type Store, type StoredScore } from '@engram/store';
import type { Context } from '../command.ts';
import { runRecord } from '../commands/runs.ts';
import { pageHint, runPage } from '../page-address.ts';
import { formatDuration } from './durations.ts';
import { plain } from './output.ts';
import { formatProxy } from './proxy-report.ts';
import { formatRoleContrasts, meanMessage, reliabilityMessage, scoreWords } from './ranking-report.ts';
import { rankedScores } from './score-rows.ts';

const shown = 5;

/** @param names of the latent classes, by their index */
function formatScore(score: StoredScore, names: ReadonlyMap<number, string>): string {
  const interval = score.low === null ? '' : ` (${score.low.toFixed(4)} to ${score.high?.toFixed(4)})`;
  const label = score.class === null ? '' : `, class ${plain(names.get(score.class) ?? String(score.class))}`;
  return `  #${score.index}${label}: ${score.value?.toFixed(4)}${interval}`;
}

async function extremes(
  store: Store,
  { id: run, datasetId }: RunRow,
  direction: 'ASC' | 'DESC',
): Promise<string[]> {
  const classes = await datasets.classesOf(store, [datasetId]);
  const names = new Map(classes.map(({ index, name }) => [index, name]));
  const lines: string[] = [];
  for await (const score of rankedScores(store, { run, identifiable: true }, { limit: shown, direction }))
    lines.push(formatScore(score, names));
  return lines;
}

/** `1000 datapoints`, or `200 of 1000 datapoints`: without a value, a datapoint was measured and has no score. */
const formatScoredCount = (measured: number, scored: number): string =>
  scored === measured ? `${measured} datapoints` : `${scored} of ${measured} datapoints`;

/** A finished run in a few lines: mean, reliability, the most and least memorized datapoints. */
export async function formatRun(store: Store, run: RunRow): Promise<string> {
  const { summary, config } = run;
  if (!summary) return `Run ${run.id} '${run.name}' is ${run.status}.`;
  const took =
    run.startedAt && run.finishedAt
      ? ` in ${formatDuration((run.finishedAt.getTime() - run.startedAt.getTime()) / 1000)}`
      : '';
  const origin = hasImportedScores(config)
    ? `with scores made elsewhere by ${run.methodKey}, imported`
    : `scored by ${run.encoderCount} encoders`;
  const { highest, lowest } = scoreWords(config);
  return [
    `Run ${run.id} '${run.name}': ${formatScoredCount(run.scoredCount, summary.identifiableCount)} ${origin}${took} (${run.engine}).`,
    meanMessage({ summary, config }),
    reliabilityMessage(summary),
    ...(await formatProxy(store, run)),
    ...formatRoleContrasts({ summary, config }),
    ...(run.message === null ? [] : [run.message]),
    highest,
    ...(await extremes(store, run, 'DESC')),
    lowest,
    ...(await extremes(store, run, 'ASC')),
  ].join('\n');
}

/** Prints what came of a run: one object with its id for machines, a summary for people. */
export async function reportRun(
  context: Context,
  store: Store,
  id: string,
  finished: RunRow | null,
): Promise<void> {
  const run = finished ?? (await runs.find(store, id))!;
  if (context.output.json) context.output.printJson(runRecord(run));
  else if (finished)
    context.output.print(
      [
        await formatRun(store, run),
        `All scores: ${commandLine(`scores ${id.slice(0, 8)}`)}`,
        pageHint(runPage(context.settings, id)),
      ].join('\n'),
    );
  else context.output.print(id);
}
