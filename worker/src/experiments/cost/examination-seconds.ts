import { encoderLayers, encodersOf, imageSize, type ImageShape, type RunConfig } from '@engram/core';
import type { ExaminationRequest } from '../../pipeline/examinations/examination.ts';
import type { NamedRun } from '../experiment.ts';

/** What a dataset that is not there yet is taken to have. */
const usualClasses = 10;

/**
 * Seconds of one processor that probes take: a linear one of n datapoints, D dimensions and C classes, and their nearest neighbours. The linear one
 * takes as many steps as the data asks for. With n = 250 and 1,000 it took 1.2e-7 to 1.1e-6 n D C on 128 features of digits, clothing, emoji and mail, and 2e-7
 * to 2e-6 on their values; the formula lies between. Neighbours took .9 to 1.3e-9 n² D.
 */
const probeSeconds = (count: number, dims: number, classes: number): number =>
  5e-7 * count * dims * classes + 1.3e-9 * count ** 2 * dims;

/** What examining one encoder takes one processor; what is small beside training it counts as nothing. */
export function examinationSeconds(
  { encoder }: Pick<RunConfig, 'encoder'>,
  request: ExaminationRequest,
  classes = usualClasses,
): number {
  if (request.key !== 'probes' && request.key !== 'geometry') return 0;
  const { dims } = encoderLayers(encoder).at(-1)!;
  const once = probeSeconds(request.datapoints / 2, dims, classes);
  if (request.key === 'geometry') return once;
  return once * (1 + (request.baselines ? 1 : 0) + (request.dataset === undefined ? 0 : 1));
}

/** Seconds that each trainer process takes once for all runs, which are asked about the same datapoints: to probe values of so many dimensions without an encoder. */
export const baselineSeconds = (request: ExaminationRequest, dims: number, classes = usualClasses): number =>
  request.key === 'probes' && request.baselines ? probeSeconds(request.datapoints / 2, dims, classes) : 0;

/**
 * Seconds that asking the encoders of runs takes so many trainer processes.
 * @param dataset of the runs; null where it is not there yet, when baselines and encoders of a design that takes one for each datapoint are not counted
 */
export function examiningSeconds(
  named: readonly NamedRun[],
  dataset: (ImageShape & { datapointCount: number }) | null,
  { processes, classes }: { processes: number; classes?: number },
): number {
  let seconds = 0;
  let baseline = 0;
  for (const { config, examination } of named) {
    if (!examination) continue;
    const encoders = encodersOf(config.estimator, config.datapoints ?? dataset?.datapointCount ?? 0);
    seconds += (encoders * examinationSeconds(config, examination, classes)) / processes;
    if (dataset) baseline = Math.max(baseline, baselineSeconds(examination, imageSize(dataset), classes));
  }
  return seconds + baseline;
}
