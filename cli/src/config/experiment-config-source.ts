import {
  DomainError,
  experimentConfigOf,
  experimentDefaults,
  experimentDefinitions,
  mergeConfig,
  settingsOf,
  type ExperimentConfig,
  type ExperimentKind,
} from '@engram/core';
import { applyTo } from './overrides.ts';
import { readConfigFile } from './run-config-source.ts';

/**
 * The configuration of an experiment: what its kind starts from, a file's members over it, then `--set` changes.
 * @throws DomainError INVALID_CONFIG, INVALID_ARGUMENT naming what is rejected
 */
export async function readExperimentConfig(
  kind: ExperimentKind,
  o: { file?: string; pairs: readonly string[]; small: boolean },
): Promise<ExperimentConfig> {
  const changes = o.file === undefined ? {} : await readConfigFile(o.file);
  if (typeof changes !== 'object' || changes === null || Array.isArray(changes))
    throw new DomainError(
      'INVALID_CONFIG',
      `The configuration ${o.file} is not an object in braces, such as {"run": {"dataset": "mnist"}}.`,
    );
  const { key = kind } = changes as { key?: unknown };
  if (key !== kind)
    throw new DomainError(
      'INVALID_CONFIG',
      `The configuration ${o.file} is one of the experiment '${String(key)}', not of '${kind}'.`,
    );
  const whole = mergeConfig(experimentDefaults(kind, o.small), changes) as object;
  const settings = settingsOf(experimentDefinitions[kind].schema);
  return experimentConfigOf(kind, applyTo(settings, whole, o.pairs), { small: o.small });
}
