import { policiesFor, unsupportedOperation } from '../augmentations/policies.ts';
import type { DataKind } from '../data-kind.ts';
import { encoderLayer } from '../encoders/layers.ts';
import { encoderDefinitions } from '../encoders/registry.ts';
import { DomainError } from '../errors.ts';
import { methodDefinitions } from '../methods/registry.ts';
import { measureDefinitions, measureKeyOf } from '../measures/registry.ts';
import type { AnyRunConfig } from '../imported/any-run-config.ts';
import { importedKey } from '../runs/run.ts';
import type { RunConfig } from './run-config.ts';

/**
 * Rejects a configuration whose method, encoder or policies are not for a dataset's kind of data, or whose encoder lacks the layer to be
 * measured, before anything is queued.
 * @throws DomainError INVALID_CONFIG naming the setting and what it is for
 */
export function assertFits(
  config: Pick<RunConfig, 'method' | 'encoder' | 'policy' | 'scoring'>,
  kind: DataKind,
): void {
  const fail = (setting: string, kinds: readonly DataKind[]): never => {
    throw misfit(setting, kinds, kind);
  };
  const taken = methodDefinitions[config.method.key].kinds?.(config.method);
  if (taken && !taken.includes(kind)) fail(`method: '${config.method.key}' with these settings`, taken);
  const { kinds } = encoderDefinitions[config.encoder.key];
  if (!kinds.includes(kind)) fail(`encoder: '${config.encoder.key}'`, kinds);
  assertScoringFits(config, kind);
}

const misfit = (
  setting: string,
  kinds: readonly DataKind[],
  kind: DataKind,
  next = 'Choose another.',
): DomainError =>
  new DomainError(
    'INVALID_CONFIG',
    `${setting} is for ${kinds.join(', ')}, and the dataset holds data of the kind ${kind}. ${next}`,
  );

/** The methods whose encoders come with a classifier. */
export const classifyingMethods = (): string[] =>
  Object.entries(methodDefinitions).flatMap(([key, { trainsClassifier }]) => (trainsClassifier ? [key] : []));

/**
 * The part of `assertFits` that holds wherever the encoders come from: policies and measure are for the kind of data, and the encoder has what is measured.
 * @throws DomainError INVALID_CONFIG naming the setting and what it is for
 */
export function assertScoringFits(
  config: Pick<AnyRunConfig, 'method' | 'encoder' | 'policy' | 'scoring'>,
  kind: DataKind,
): void {
  if (config.scoring.layer !== undefined) encoderLayer(config.encoder, config.scoring.layer);
  const measure = measureDefinitions[measureKeyOf(config)];
  if (measure.kinds && !measure.kinds.includes(kind))
    throw misfit(`measure: '${measure.key}'`, measure.kinds, kind);
  const trainsClassifier =
    config.method.key !== importedKey && methodDefinitions[config.method.key].trainsClassifier;
  if (measure.needsClassifier && !trainsClassifier)
    throw new DomainError(
      'INVALID_CONFIG',
      `measure: '${measure.key}' reads the answers of a classifier, and the method '${config.method.key}' trains none. ` +
        `Measure encoders of the method ${classifyingMethods().join(' or ')}, or choose another measure.`,
    );
  for (const [setting, policy] of [
    ['policy', config.policy],
    ['scoring.policy', config.scoring.policy],
  ] as const) {
    const unsupported = policy && unsupportedOperation(policy, kind);
    if (unsupported) {
      const fitting = policiesFor(kind);
      throw misfit(
        `${setting}: the operation '${unsupported.key}'`,
        unsupported.kinds,
        kind,
        `Built in for it: ${fitting.join(', ')}. Take one with --set ${setting}=${fitting[0]} in the command or ${setting} in the configuration.`,
      );
    }
  }
}
