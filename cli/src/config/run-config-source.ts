import {
  DomainError,
  plainIssue,
  runSchemaFor,
  shortestId,
  type AnyRunConfig,
  type RunConfigInput,
} from '@engram/core';
import { didYouMean } from './nearest.ts';
import { parseJson } from './parse-json.ts';
import { applyOverrides, overridePaths } from './overrides.ts';

const maxFileBytes = 1 << 20;

export async function readConfigFile(path: string): Promise<unknown> {
  const { readText } = await import('@engram/worker');
  const text = await readText(path, { maxBytes: maxFileBytes, code: 'INVALID_CONFIG' }).catch(
    (error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
      throw new DomainError(error.code, `The configuration ${path} cannot be read. ${error.message}`, {
        cause: error,
      });
    },
  );
  try {
    return parseJson(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DomainError('INVALID_CONFIG', `The configuration ${path} is not JSON: ${reason}.`, {
      cause: error,
    });
  }
}

/** Names the value rejected, why, and the `--set` key that changes it. */
function check(config: unknown, source: string): AnyRunConfig {
  const checked = runSchemaFor(config).safeParse(config, { error: plainIssue });
  if (checked.success) return checked.data;
  const problems = checked.error.issues.map(({ path, message }) => {
    const where = path.join('.');
    const value = path.reduce<unknown>(
      (at, part) => (at as Record<PropertyKey, unknown> | undefined)?.[part],
      config,
    );
    const given = value === undefined ? '' : ` (given: ${JSON.stringify(value)})`;
    return `${overridePaths[where] ?? (where || 'the configuration')}: ${message}${given}`;
  });
  throw new DomainError(
    'INVALID_CONFIG',
    `The configuration ${source} is not valid. ${problems.join('; ')}.`,
  );
}

/** Whether a source may be the id of a run, or the beginning of one. */
export const mayBeRunId = (source: string): boolean =>
  source.length >= shortestId && /^[0-9a-f]+(-[0-9a-f]*)*$/i.test(source);

/**
 * The configuration a run is started from: a preset's name, the path of a JSON file or the id of a run, then `--set` changes.
 * @param configOfRun reads the configuration of a stored run
 * @throws DomainError naming what is rejected and what is known.
 */
export async function readRunConfig(
  source: string,
  pairs: readonly string[],
  presets: Readonly<Record<string, RunConfigInput>>,
  configOfRun?: (id: string) => Promise<unknown>,
): Promise<AnyRunConfig> {
  const isFile = source.endsWith('.json') || source.includes('/');
  const names = Object.keys(presets);
  const isPreset = !isFile && Object.hasOwn(presets, source);
  const isRun = !isFile && !isPreset && configOfRun !== undefined && mayBeRunId(source);
  if (!isFile && !isPreset && !isRun)
    throw new DomainError(
      'INVALID_ARGUMENT',
      `There is no preset '${source}'.${didYouMean(source, names)} Known are ${names.join(', ')}; ` +
        'a configuration of your own is given as FILE.json, and a run or an ensemble to be measured again by its id.',
    );
  if (isPreset) return check(applyOverrides(presets[source]!, pairs), source);
  const base = isRun ? await configOfRun(source) : await readConfigFile(source);
  // Its structure is checked before it is changed; the changed whole is checked again.
  const input = check(base, source);
  // Settings are names of members, which both kinds of runs have in common.
  return check(applyOverrides(input as RunConfigInput, pairs), source);
}
