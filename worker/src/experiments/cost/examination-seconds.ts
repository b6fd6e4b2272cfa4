import { encoderLayers, encodersOf, imageSize, type ImageShape, type RunConfig } from '@engram/core';
import type { ExaminationRequest } from '../../pipeline/examinations/examination.ts';
import type { NamedRun } from '../experiment.ts';

/**
 * Seconds of one processor that a probe takes: a linear one of n datapoints and D dimensions, and their nearest neighbours. The linear one takes
 * as many steps as the data asks for: with 10 classes, n = 1,000 and D = 784 it took 13 s of a busy processor on clothing, and .5 s on noise, which
 * is told apart at once; neighbours took 1.0 s, and .2 s with D = 128. The formula lies between.
 */
const probeSeconds = (count: number, dims: number): number =>
  count * (1.3e-3 + 4.3e-6 * dims) + 1.3e-9 * count ** 2 * dims;

/** What examining one encoder takes one processor; what is small beside training it counts as nothing. */
export function examinationSeconds(
  { encoder }: Pick<RunConfig, 'encoder'>,
  request: ExaminationRequest,
): number {
  if (request.key !== 'probes' && request.key !== 'geometry') return 0;
  const { dims } = encoderLayers(encoder).at(-1)!;
  const once = probeSeconds(request.datapoints / 2, dims);
  if (request.key === 'geometry') return once;
  return once * (1 + (request.baselines ? 1 : 0) + (request.dataset === undefined ? 0 : 1));
}

/** Seconds that each trainer process takes once for all runs, which are asked about the same datapoints: to probe values of so many dimensions without an encoder. */
export const baselineSeconds = (request: ExaminationRequest, dims: number): number =>
  request.key === 'probes' && request.baselines ? probeSeconds(request.datapoints / 2, dims) : 0;

/**
 * Seconds that asking the encoders of runs takes so many trainer processes.
 * @param dataset of the runs; null where it is not there yet, when baselines and encoders of a design that takes one for each datapoint are not counted
 */
export function examiningSeconds(
  named: readonly NamedRun[],
  dataset: (ImageShape & { datapointCount: number }) | null,
  processes: number,
): number {
  let seconds = 0;
  let baseline = 0;
  for (const { config, examination } of named) {
    if (!examination) continue;
    const encoders = encodersOf(config.estimator, config.datapoints ?? dataset?.datapointCount ?? 0);
    seconds += (encoders * examinationSeconds(config, examination)) / processes;
    if (dataset) baseline = Math.max(baseline, baselineSeconds(examination, imageSize(dataset)));
  }
  return seconds + baseline;
}
