import type { Scoring } from '../designs/design.ts';
import type { SplitPlan } from '../designs/split-plan.ts';
import type { Rng } from '../rng.ts';
import { mean } from '../statistics/summary.ts';
import { relativeValue } from './estimate.ts';
import { meanIntervals } from './score-means.ts';

/** The scores of one layer in a few numbers. */
export interface LayerScore {
  /** Name of the layer. */
  layer: string;
  /** Mean score over the identifiable datapoints; null when there is none. */
  mean: number | null;
  /** Interval over encoders × datapoints; null when it cannot be computed. */
  low: number | null;
  high: number | null;
  /** Mean relative score; null when there is none. */
  relativeMean: number | null;
  /** Identifiable datapoints. */
  count: number;
}

/**
 * Mean score of every layer with its interval (LayerMem of Wang et al. 2024, arXiv 2409.19069, is the mean relative score).
 *
 * @param o.perLayer [t] of [L, N]: what each encoder gave at every layer
 * @param o.layers [L] names
 */
export function layerScores(o: {
  perLayer: readonly Float64Array[];
  layers: readonly string[];
  plan: Pick<SplitPlan, 'masks' | 'pairs'>;
  scoring: Scoring;
  confidence: number;
  rng: Rng;
  draws?: number;
}): LayerScore[] {
  const { perLayer, layers, plan, scoring, confidence, rng, draws } = o;
  const count = plan.masks[0]!.length;
  return layers.map((layer, l) => {
    const alignments = perLayer.map((values) => values.subarray(l * count, (l + 1) * count));
    const table = { alignments, masks: plan.masks, pairs: plan.pairs };
    const weighted = scoring.weighted(table);
    const [whole] = meanIntervals(weighted, [weighted.positions], rng.split(layer), { confidence, draws });
    const relative = scoring.estimates(table, confidence).flatMap((one) => relativeValue(one) ?? []);
    return {
      layer,
      mean: whole?.mean ?? null,
      low: whole?.low ?? null,
      high: whole?.high ?? null,
      relativeMean: relative.length > 0 ? mean(relative) : null,
      count: whole?.count ?? 0,
    };
  });
}
