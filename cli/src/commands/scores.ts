import { DomainError } from '@engram/core';
import { datasets, scores, type RunRow, type ScoreFilter, type Store } from '@engram/store';
import { Option, type Command } from 'commander';
import { action } from '../command.ts';
import { wholeNumber } from '../options.ts';
import { formatProxy } from '../output/proxy-report.ts';
import { meanMessage, reliabilityMessage } from '../output/ranking-report.ts';
import { findRun } from '../ids/run-id.ts';
import { formatScores, scoreFormats, type ScoreFormat } from '../output/score-formats.ts';
import { rankedScores } from '../output/score-rows.ts';

/** A longer table is no use at a terminal; csv and json give all. */
const tableRows = 20;

async function classIndex(store: Store, run: RunRow, given: string): Promise<number> {
  const classes = await datasets.classesOf(store, [run.datasetId]);
  const found = classes.find(({ index, name }) => String(index) === given || name === given);
  if (found) return found.index;
  const known = classes.map(({ index, name }) => (String(index) === name ? name : `${index} (${name})`));
  throw new DomainError(
    'INVALID_ARGUMENT',
    `--class ${given}: the dataset of this run has no such class. Known are ${known.join(', ') || 'none'}.`,
  );
}

async function* records(store: Store, run: RunRow, classes: number[] | undefined, limit: number) {
  const classNames = await datasets.classNamesOf(store, run.datasetId);
  const filter: ScoreFilter = { run: run.id, classes };
  for await (const score of rankedScores(store, filter, { limit }))
    yield scores.scoreRecord(score, classNames);
}

/** @throws DomainError INVALID_ARGUMENT when two formats are asked for at once */
function formatOf(wanted: ScoreFormat | undefined, json: boolean): ScoreFormat {
  if (!json) return wanted ?? 'table';
  if (wanted && wanted !== 'json')
    throw new DomainError(
      'INVALID_ARGUMENT',
      `--json and --format ${wanted} exclude each other; give one of them.`,
    );
  return 'json';
}

export function addScores(engram: Command): void {
  engram
    .command('scores')
    .description('print the scores of a run, most memorized first')
    .argument('<run>', 'id of the run, or the start of the id')
    .option('--top <count>', 'print only this many', wholeNumber(1))
    .option('--class <class>', 'print only this latent class, by index or name')
    .addOption(new Option('--format <format>', 'output format').choices(scoreFormats))
    .action(
      action<[string]>(async (context, options, given) => {
        const format = formatOf(options.format as ScoreFormat | undefined, context.output.json);
        const store = await context.openStore();
        const run = await findRun(store, given);
        if (!run.summary)
          throw new DomainError(
            'NOT_FOUND',
            `The run '${run.name}' (${run.id}) has no scores: it is ${run.status}. Scores appear when it has succeeded.`,
          );
        const wanted = options.class as string | undefined;
        const classes = wanted === undefined ? undefined : [await classIndex(store, run, wanted)];
        const limit = (options.top as number | undefined) ?? (format === 'table' ? tableRows : Infinity);
        const { summary, config } = run;
        const remarks = [
          meanMessage({ summary, config }),
          reliabilityMessage(summary),
          ...(await formatProxy(store, run)),
        ].join('\n');
        // The reliability never leaves the ranking's side; machines' stdout holds the rows alone.
        if (format === 'table') context.output.print(remarks);
        else context.output.say(remarks);
        for await (const text of formatScores[format](records(store, run, classes, limit)))
          await context.output.write(text);
      }),
    );
}
