import { createHash } from 'node:crypto';
import {
  canonicalJson,
  encoderLayer,
  encoderLayers,
  ensembleConfigOf,
  defaultMeasure,
  inclusionCounts,
  isImportedConfig,
  measureDefinitions,
  measureKeyOf,
  layerScores,
  measureScoring,
  representationLayer,
  Rng,
  scoringOf,
  sidesScoring,
  summarizeRun,
  viewSeed,
  type AnyRunConfig,
  type ComparabilityKey,
  type LayerScore,
  type RunEstimate,
  type Scoring,
  type SplitPlan,
} from '@engram/core';
import { scoringPolicyHash, sha256 } from '@engram/store/files';
import type { RunData } from '../datasets/run-data.ts';

/** How the values of a run's encoders become scores: by its measure, whose sign it is, over its design. */
export const runScoring = (config: AnyRunConfig): Scoring =>
  measureScoring(
    measureDefinitions[measureKeyOf(config)],
    isImportedConfig(config) ? sidesScoring : scoringOf(config.estimator),
  );

/**
 * What a run publishes, from the alignment losses of its encoders.
 *
 * @param o.alignments [t][N], in the order of the plan
 */
export function estimateRun(o: {
  config: AnyRunConfig;
  plan: SplitPlan;
  alignments: readonly ArrayLike<number>[];
  /** [t] of [L, N]; null, or left out, where the measure has no layers. */
  perLayer?: readonly Float64Array[] | null;
  /** Version of the program that trained the encoders; null where they were trained elsewhere. */
  trainedBy?: string | null;
  /** [t] of what was measured. */
  viewNoises?: readonly (number | null)[];
  data: Pick<RunData, 'indices' | 'classes' | 'contentHashes'>;
  codeVersion: string;
  engine: string;
}): RunEstimate & { comparabilityKey: ComparabilityKey; layers?: LayerScore[] } {
  const { config, plan, alignments, perLayer, viewNoises, data } = o;
  const scoring = runScoring(config);
  const { confidence } = config.scoring;
  const rng = Rng.fromSeed(config.seed).split('estimate');
  const datapoints = Array.from(data.indices, (index, n) => ({
    index,
    contentHash: data.contentHashes[n]!,
    class: data.classes[n]! < 0 ? null : data.classes[n]!,
  }));
  const estimate = summarizeRun({
    plan,
    alignments,
    datapoints,
    viewNoises,
    confidence,
    scoring,
    rng,
  });
  const layers = encoderLayers(config.encoder).map(({ name }) => name);
  return {
    ...estimate,
    comparabilityKey: comparabilityKey(o),
    ...(perLayer && {
      layers: layerScores({ perLayer, layers, plan, scoring, confidence, rng: rng.split('layers') }),
    }),
  };
}

/** Everything that two scores must share before they may be compared. */
export function comparabilityKey(o: {
  config: AnyRunConfig;
  plan: SplitPlan;
  data: Pick<RunData, 'contentHashes'>;
  codeVersion: string;
  trainedBy?: string | null;
  /** What trained the encoders: engines differ in their last digits, so that it is part of an encoder's identity. */
  engine: string;
}): ComparabilityKey {
  const { config, plan, data, engine, codeVersion, trainedBy } = o;
  const { distance, unitNorm, views } = config.scoring;
  const layer = encoderLayer(config.encoder, config.scoring.layer ?? representationLayer);
  const counts = inclusionCounts(plan.masks);
  // Which encoder sees which datapoint is told by `splitHash`.
  const { estimator, ...training } = ensembleConfigOf(config);
  const measure = measureKeyOf(config);
  return {
    ...(measure !== defaultMeasure && { measure }),
    estimator: estimator.key,
    pairForm: 'two-views',
    distance,
    unitNorm,
    layer: layer.name,
    pooling:
      measureDefinitions[measure].flattensLayers && layer.name !== representationLayer
        ? 'flattened'
        : layer.pooling,
    views,
    policyHash: scoringPolicyHash(config),
    viewSeed: viewSeed(config),
    encoderIds: sha256(canonicalJson({ training, engine, seeds: plan.initialisationSeeds })),
    nIn: span(counts),
    nOut: span(counts.map((nIn) => plan.encoders - nIn)),
    splitHash: splitHash(plan, data.contentHashes),
    codeVersion,
    ...((trainedBy ?? codeVersion) !== codeVersion && { trainedBy: trainedBy! }),
  };
}

/** Which encoder saw which content. */
function splitHash(plan: SplitPlan, contentHashes: readonly string[]): string {
  // Piece by piece: the masks together may be large.
  const hash = createHash('sha256').update(contentHashes.join('\n'));
  for (const mask of plan.masks) hash.update(mask);
  return hash.digest('hex');
}

/** `16`, or `0–2` where datapoints differ. */
function span(counts: Int32Array): string {
  const least = counts.reduce((a, b) => Math.min(a, b), Infinity);
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  return least === most ? `${most}` : `${least}–${most}`;
}
