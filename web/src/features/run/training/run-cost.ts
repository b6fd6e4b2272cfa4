import { formatCount, formatDuration } from '../../../format.ts';
import { readConfig, type Fact } from '../config-facts.ts';
import type { TrainedEncoder } from './encoders-document.ts';
import type { Run } from '../run-document.ts';

type Timed = Pick<TrainedEncoder, 'trainDurationMs' | 'scoreDurationMs'>;
type CostedRun = Pick<Run, 'startedAt' | 'finishedAt' | 'encoderCount' | 'scoredCount' | 'config'>;

/**
 * What a run cost: encoder time is the sum over encoders, which train side by side, wall time what one waits. Views scored are
 * datapoints × views × encoders.
 */
export function runCost(run: CostedRun, encoders: readonly Timed[]): Fact[] {
  const sum = (part: (encoder: Timed) => number) => encoders.reduce((total, one) => total + part(one), 0);
  const trainMs = sum((encoder) => encoder.trainDurationMs);
  const scoreMs = sum((encoder) => encoder.scoreDurationMs);
  const of =
    encoders.length < run.encoderCount ? ` (${encoders.length} of ${run.encoderCount} encoders)` : '';
  const wallMs =
    run.startedAt && run.finishedAt ? Date.parse(run.finishedAt) - Date.parse(run.startedAt) : null;
  const views = readConfig(run.config)?.scoring?.views ?? 0;
  return [
    { term: `Encoder time${of}`, value: formatDuration(trainMs + scoreMs) },
    { term: 'of which training', value: formatDuration(trainMs) },
    { term: 'of which scoring', value: formatDuration(scoreMs) },
    ...(wallMs === null ? [] : [{ term: 'Wall time', value: formatDuration(wallMs) }]),
    ...(views > 0 && run.scoredCount > 0
      ? [{ term: 'Views scored', value: formatCount(run.scoredCount * views * run.encoderCount) }]
      : []),
  ];
}
