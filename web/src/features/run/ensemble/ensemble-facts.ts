import { formatSize } from '@engram/core';
import { formatCount } from '../../../format.ts';
import { encoderLabel, policyLabel, readConfig, type Fact } from '../config-facts.ts';
import type { Ensemble } from './ensemble-document.ts';

/** Facts about an ensemble, as labels; leaves out what its configuration does not say. */
export function ensembleFacts(ensemble: Ensemble): Fact[] {
  const { encoder, policy } = readConfig(ensemble.config) ?? {};
  const facts: [string, string | undefined][] = [
    ['Encoders', encoders(ensemble)],
    ['Checkpoints', checkpoints(ensemble)],
    ['Size on disk', size(ensemble)],
    ['Design', ensemble.design],
    ['Method', ensemble.method.name],
    ['Encoder', encoderLabel(encoder)],
    ['Augmentation policy', policyLabel(policy)],
  ];
  return facts.flatMap(([term, value]) => (value ? [{ term, value }] : []));
}

/** Whether its encoders are here, or can be trained: of imported ones only those whose models are stored. */
export const canBeMeasured = ({ origin, encoderCount, checkpointCount }: Ensemble): boolean =>
  origin === 'TRAINED' || (encoderCount > 0 && checkpointCount === encoderCount);

/** Encoders that must be trained before the ensemble can be measured. */
export const missingCheckpoints = ({ encoderCount, checkpointCount }: Ensemble): number =>
  encoderCount - checkpointCount;

function encoders({ origin, encoderCount, trainedCount }: Ensemble): string {
  if (encoderCount === 0) return 'none: only scores were imported';
  if (origin === 'IMPORTED') return `${formatCount(encoderCount)}, trained elsewhere`;
  return trainedCount < encoderCount
    ? `${formatCount(trainedCount)} of ${formatCount(encoderCount)} trained`
    : `${formatCount(encoderCount)}, all trained`;
}

function checkpoints({ origin, encoderCount, trainedCount, checkpointCount }: Ensemble): string | undefined {
  if (encoderCount === 0) return undefined;
  if (origin === 'IMPORTED' && checkpointCount === 0) return 'none: only representations were imported';
  const pruned = trainedCount - checkpointCount;
  return `${formatCount(checkpointCount)} stored${pruned > 0 ? `, ${formatCount(pruned)} pruned` : ''}`;
}

function size({ checkpointCount, sizeBytes }: Ensemble): string | undefined {
  if (checkpointCount === 0) return undefined;
  return sizeBytes > 0 ? formatSize(sizeBytes) : 'not recorded';
}
