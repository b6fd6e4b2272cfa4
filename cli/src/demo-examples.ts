import { commandLine, experimentConfigOf, presets, runConfigSchema } from '@engram/core';
import { experimentQueue, queue, type ExperimentRow, type RunRow, type Store } from '@engram/store';
import type { Context } from './command.ts';

/** The digits of the demo under a second method, and a small experiment: pages that compare have something to show. */
const secondPreset = 'mnist-vicreg';
const experimentKind = 'dynamics';

/**
 * Queues what goes on in the background once the demo is done, and says how to stop it. A start that is interrupted leaves it in the
 * queue, and the next one goes on with it.
 */
export async function queueExamples(
  context: Context,
  store: Store,
  codeVersion: string,
): Promise<{ run: RunRow; experiment: ExperimentRow }> {
  const run = await queue.createRun(store, {
    config: runConfigSchema.parse(presets[secondPreset]),
    codeVersion,
  });
  const experiment = await experimentQueue.createExperiment(store, {
    config: experimentConfigOf(experimentKind, {}, { small: true }),
    codeVersion,
  });
  context.output.say(
    [
      `In the background, some minutes more: '${run.name}', the same digits under another method, and the experiment '${experiment.name}'.`,
      'They fill the pages Compare and Experiments. To stop them:',
      `  ${commandLine(`cancel ${run.id.slice(0, 8)}`)}`,
      `  ${commandLine(`experiment cancel ${experiment.id.slice(0, 8)}`)}`,
    ].join('\n'),
  );
  return { run, experiment };
}
