import { commandLine, DomainError } from '@engram/core';
import { experiments, type ExperimentRow, type Store } from '@engram/store';
import type { Context } from './command.ts';
import { follow } from './follow.ts';
import { experimentPage, pageHint } from './page-address.ts';
import { experimentRecord, formatExperiment } from './output/experiment-report.ts';

function verdict(experiment: ExperimentRow): ExperimentRow {
  const { id, name, status, errorCode, error } = experiment;
  const next = `Finished runs and encoders are stored; continue with: ${commandLine(`experiment resume ${id}`)}`;
  if (status === 'FAILED')
    throw new DomainError(
      errorCode ?? 'INTERNAL',
      `The experiment '${name}' (${id}) failed. ${error ?? 'It left no reason.'} ${next}`,
    );
  if (status === 'CANCELLED')
    throw new DomainError('CANCELLED', `The experiment '${name}' (${id}) was cancelled. ${next}`);
  return experiment;
}

/** Waits for the end of an experiment and shows its progress; as `followRun`. */
export const followExperiment = (context: Context, store: Store, id: string) =>
  follow(context, store, id, { noun: 'experiment', verb: 'experiment ', find: experiments.find, verdict });

/** Prints what came of an experiment: one object for machines, its statements and series for people. */
export async function reportExperiment(
  context: Context,
  store: Store,
  id: string,
  finished: ExperimentRow | null,
): Promise<void> {
  const experiment = finished ?? (await experiments.find(store, id))!;
  if (context.output.json) context.output.printJson(await experimentRecord(store, experiment));
  else if (finished)
    context.output.print(
      [
        await formatExperiment(store, finished),
        `As a file: ${commandLine(`experiment export ${id.slice(0, 8)}`)}`,
        pageHint(experimentPage(context.settings, id)),
      ].join('\n'),
    );
  else context.output.print(id);
}
