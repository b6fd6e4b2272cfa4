import { halfSplit, Rng, runConfigSchema, weightedScores, type RunSummary } from '@engram/core';
import type { FinishedRun } from '../../worker/src/experiments/experiment.ts';
import { smallRun } from '../../core/src/experiments/experiment-definition.ts';

/** A published run under half split whose true scores are planted. Letters: t encoders, N datapoints. */
export interface PlantedRun {
  /** [N] */
  truth: ArrayLike<number>;
  /** t */
  encoders?: number;
  /** Of masks and noise. */
  seed: number;
  /** Standard deviation of an encoder's loss beside what is planted. */
  noise?: number;
  /** Alignment loss of an encoder that saw a datapoint. */
  seen?: number;
  /** Index of the first datapoint in its dataset. */
  from?: number;
}

const nothing = { meanScore: 0, low: null, high: null, spearmanBrown: null } as unknown as RunSummary;

export function plantedRun(o: PlantedRun): FinishedRun {
  const { truth, encoders = 16, seed, noise = 0, seen = 0.2, from = 0 } = o;
  const rng = Rng.fromSeed(seed);
  const { masks, roles } = halfSplit(truth.length, encoders, rng.split('plan'));
  const alignments = masks.map((mask, e) => {
    const draw = rng.split('noise', e);
    return Float64Array.from(mask, (bit, x) => seen + (bit === 1 ? 0 : truth[x]!) + noise * draw.normal());
  });
  return {
    config: runConfigSchema.parse(smallRun),
    summary: nothing,
    indices: Int32Array.from(masks[0]!, (_, x) => x + from),
    sourceIds: Array.from(masks[0]!, () => null),
    contentHashes: Array.from(masks[0]!, (_, x) => `content ${x + from}`),
    classes: Int32Array.from(masks[0]!, () => 0),
    alignments,
    plan: { masks, pairs: null, roles },
    finalLosses: masks.map(() => seen),
    examinations: [],
    scores: weightedScores({ alignments, masks }),
  };
}
