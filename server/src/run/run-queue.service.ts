import {
  commandLine,
  deepestNesting,
  DomainError,
  labelProblem,
  mergeConfig,
  nestingOfValue,
  type AnyRunConfig,
  plainIssue,
  runSchemaFor,
} from '@engram/core';
import { queue } from '@engram/store';
import { ArgumentError } from '../argument-error.ts';
import type { Context, RunSettings } from '../context.ts';
import { logRequest } from '../log-request.ts';
import type { CreateRunInput } from './run.input.ts';
import { toRun } from './run.service.ts';
import type { Run } from './run.type.ts';

/** @throws DomainError FORBIDDEN; ArgumentError; INVALID_CONFIG; NOT_FOUND when the dataset is not imported */
export async function createRun(context: Context, input: CreateRunInput): Promise<Run> {
  const { presets, codeVersion } = settingsOf(context);
  const run = await queue.createRun(context.store, {
    config: configOf(input, presets),
    codeVersion,
    ...neededLabel(input),
  });
  logRequest(context, 'queued a run', { run: run.id });
  return toRun(run);
}

/** @throws ArgumentError for what is no label */
function neededLabel({ needs }: CreateRunInput): { needs?: string } {
  if (typeof needs !== 'string') return {};
  const problem = labelProblem(needs);
  if (problem !== null) throw new ArgumentError('input.needs', `No worker has such a label: ${problem}.`);
  return { needs };
}

export async function cancelRun(context: Context, key: string): Promise<Run> {
  settingsOf(context);
  const run = await queue.cancelRun(context.store, key);
  logRequest(context, 'cancelled a run', { run: run.id });
  return toRun(run);
}

export async function resumeRun(context: Context, key: string): Promise<Run> {
  const { codeVersion } = settingsOf(context);
  const run = await queue.resumeRun(context.store, key, { codeVersion });
  logRequest(context, 'queued a run', { run: run.id });
  return toRun(run);
}

export function settingsOf({ runSettings }: Context): RunSettings {
  if (runSettings) return runSettings;
  throw new DomainError(
    'FORBIDDEN',
    `This server was started to read only: it queues, cancels and resumes no runs. Start it with ${commandLine('serve')}, or queue the run with ${commandLine('run')} on its machine.`,
  );
}

/** The preset, changed by the configuration, dataset and name given; checked as a whole. */
function configOf(input: CreateRunInput, presets: RunSettings['presets']): AnyRunConfig {
  const { preset, config, name, dataset } = input;
  const hasPreset = typeof preset === 'string';
  if (!hasPreset && typeof config !== 'string')
    throw new ArgumentError('input.preset', "Give a 'preset', a 'config' in JSON, or both.");
  const base = hasPreset ? presetOf(preset, presets) : {};
  const changes = typeof config === 'string' ? parsed(config) : {};
  const named = typeof name === 'string' ? { name } : {};
  const whole = { ...(mergeConfig(base, changes) as object), dataset, ...named };
  const checked = runSchemaFor(whole).safeParse(whole, { error: plainIssue });
  if (checked.success) return checked.data;
  const problems = checked.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`,
  );
  throw new DomainError('INVALID_CONFIG', `The configuration is not valid. ${problems.join('; ')}.`);
}

function presetOf(name: string, presets: RunSettings['presets']): unknown {
  if (Object.hasOwn(presets, name)) return presets[name];
  throw new ArgumentError(
    'input.preset',
    `There is no preset ${JSON.stringify(name)}; there are ${Object.keys(presets).join(', ')}.`,
  );
}

/** @throws ArgumentError for text that is no JSON object */
export function parsed(json: string): object {
  try {
    const value: unknown = JSON.parse(json);
    if (
      nestingOfValue(value) <= deepestNesting &&
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value)
    )
      return value;
  } catch {
    // Said below, as for any other text that is no JSON object.
  }
  throw new ArgumentError('input.config', '\'input.config\' is not a JSON object, such as {"epochs": 20}.');
}
