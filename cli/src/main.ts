import { readFileSync } from 'node:fs';
import { setCommandName, diskTrouble, printable, printableJson } from '@engram/core';
import { Command } from 'commander';
import { commandName } from './command-name.ts';
import { failureOf } from './failure.ts';
import { readSettings } from './settings/env.ts';
import { logFile, openLog } from './log.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

type Add = (engram: Command) => void;

/** One file a verb, in the order of the help. Only the file of the verb asked for is loaded: a list must be quick. */
const verbs: Record<string, () => Promise<Add>> = {
  start: async () => (await import('./commands/start.ts')).addStart,
  serve: async () => (await import('./commands/serve.ts')).addServe,
  worker: async () => (await import('./commands/worker.ts')).addWorker,
  workers: async () => (await import('./commands/team/workers.ts')).addWorkers,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctor,
  import: async () => (await import('./commands/import.ts')).addImport,
  views: async () => (await import('./commands/views.ts')).addViews,
  run: async () => (await import('./commands/run.ts')).addRun,
  plan: async () => (await import('./commands/plan.ts')).addPlan,
  presets: async () => (await import('./commands/presets.ts')).addPresets,
  runs: async () => (await import('./commands/runs.ts')).addRuns,
  dataset: async () => (await import('./commands/dataset.ts')).addDataset,
  ensembles: async () => (await import('./commands/ensembles.ts')).addEnsembles,
  artifacts: async () => (await import('./commands/team/artifacts.ts')).addArtifacts,
  experiment: async () => (await import('./commands/experiment.ts')).addExperiment,
  cancel: async () => (await import('./commands/cancel.ts')).addCancel,
  resume: async () => (await import('./commands/resume.ts')).addResume,
  scores: async () => (await import('./commands/scores.ts')).addScores,
  snapshot: async () => (await import('./commands/papers/snapshot.ts')).addSnapshot,
  verify: async () => (await import('./commands/papers/verify.ts')).addVerify,
  cite: async () => (await import('./commands/papers/cite.ts')).addCite,
  export: async () => (await import('./commands/export.ts')).addExport,
  token: async () => (await import('./commands/token.ts')).addToken,
  bench: async () => (await import('./commands/bench.ts')).addBench,
};

/** The command line of `engram` with the verb that the arguments name, or with all when they name none. */
async function engramCommand(args: readonly string[]): Promise<Command> {
  const engram = new Command('engram')
    .description('Per-datapoint memorization scores for self-supervised encoders.')
    .version(version)
    .option('--json', 'print one JSON value on stdout, and everything else on stderr')
    .option('--debug', 'show the stack trace of an error')
    .configureHelp({ showGlobalOptions: true, sortSubcommands: false })
    .showSuggestionAfterError(true)
    // Errors are said once, below, as text or as JSON.
    .configureOutput({ outputError: () => {} })
    .exitOverride();
  const verb = args.find((argument) => !argument.startsWith('-')) ?? '';
  const wanted = Object.hasOwn(verbs, verb) ? [verbs[verb]!] : Object.values(verbs);
  for (const add of await Promise.all(wanted.map((load) => load()))) add(engram);
  return engram;
}

/** Home for the log even when the settings themselves are rejected. */
function logOf(): { log: ReturnType<typeof openLog>; path: string } {
  try {
    const { home } = readSettings();
    return { log: openLog(home), path: logFile(home) };
  } catch {
    return { log: () => false, path: 'nowhere (the settings could not be read)' };
  }
}

/**
 * Output that nobody takes must not end the process by an error of its own. A reader of stdout that has seen enough (`| head`)
 * closes the pipe; a disk that is full is named; stderr may be a closed terminal.
 */
function guardOutput(): void {
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || error.code === 'EIO') process.exit(0);
    const { message, exitCode } = failureOf(diskTrouble(error, 'the output') ?? error, () => false, '');
    process.stderr.write(`engram: ${printable(message)}\n`);
    process.exit(exitCode);
  });
}

/** Runs the command with these arguments and ends the process with the exit code of the error table. */
export async function main(args: string[]): Promise<void> {
  guardOutput();
  setCommandName(commandName({ file: process.argv[1] ?? '', cwd: process.cwd(), env: process.env }));
  let exitCode = 0;
  try {
    await (await engramCommand(args)).parseAsync(args, { from: 'user' });
  } catch (error) {
    const { log, path } = logOf();
    const failure = failureOf(error, log, path);
    exitCode = failure.exitCode;
    if (failure.message !== '') {
      if (args.includes('--json'))
        process.stderr.write(
          `${printableJson({ error: { code: failure.code, message: failure.message } })}\n`,
        );
      else process.stderr.write(`engram: ${printable(failure.message)}\n`);
    }
    if (args.includes('--debug') && error instanceof Error)
      process.stderr.write(`${printable(String(error.stack))}\n`);
  }
  // Waits for the output to be taken, then ends: idle connections must not keep a finished command.
  await new Promise((resolve) => process.stdout.write('', resolve));
  process.exit(process.exitCode ?? exitCode);
}
