import { mergeConfig } from '../../config/merge-config.ts';
import { plainIssue } from '../../config/plain-issue.ts';
import { DomainError } from '../../errors.ts';
import { nearestNames } from '../../text/nearest-names.ts';
import { refuseProxy } from './run-conditions.ts';
import {
  experimentConfigSchema,
  experimentDefinitions,
  experimentKinds,
  type ExperimentConfig,
  type ExperimentKind,
} from '../registry.ts';

/** @throws DomainError INVALID_ARGUMENT naming the nearest kind */
export function experimentKindOf(given: string): ExperimentKind {
  const kind = experimentKinds.find((known) => known === given);
  if (kind) return kind;
  throw new DomainError(
    'INVALID_ARGUMENT',
    `There is no experiment '${given}'; the nearest is '${nearestNames(given, experimentKinds)[0]}'. Known are ${experimentKinds.join(', ')}.`,
  );
}

/** The settings that a kind starts from. @param small for about a minute of computing */
export function experimentDefaults(kind: ExperimentKind, small = false): object {
  const { full, small: short } = experimentDefinitions[kind];
  return small ? short : full;
}

/**
 * The whole configuration of a new experiment: the settings its kind starts from, with `changes` put over them.
 * @throws DomainError INVALID_CONFIG naming each member that is wrong
 */
export function experimentConfigOf(
  kind: ExperimentKind,
  changes: object,
  { small = false }: { small?: boolean } = {},
): ExperimentConfig {
  const whole = { ...(mergeConfig(experimentDefaults(kind, small), changes) as object), key: kind };
  const checked = experimentConfigSchema.safeParse(whole, { error: plainIssue });
  const problems = checked.success
    ? problemsOf(checked.data)
    : checked.error.issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`);
  if (checked.success && problems.length === 0) return checked.data;
  throw new DomainError(
    'INVALID_CONFIG',
    `The configuration of the experiment is not valid. ${problems.join('; ')}.`,
  );
}

/** Why no new experiment is made of a configuration that can be read, a sentence's rest each. */
function problemsOf({ key, run }: ExperimentConfig): string[] {
  const { conditions = [] } = experimentDefinitions[key];
  return [refuseProxy, ...conditions].flatMap((condition) => {
    const found = condition(run);
    return found ? [`run.${found.path}: ${found.message}`] : [];
  });
}
