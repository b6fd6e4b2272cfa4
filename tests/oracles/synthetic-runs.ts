import { fgSplit, halfSplit } from '@engram/core';
import type { FgSplitOptions, Rng, SplitPlan } from '@engram/core';

export interface SyntheticRun {
  plan: SplitPlan;
  /** [t][N] */
  alignments: Float64Array[];
}

export interface Spreads {
  /** How much smaller the loss is for an encoder that saw the datapoint: the planted score, [N]. */
  memorization: (x: number) => number;
  /** Spread of the loss between encoders, for one datapoint. */
  noise: number;
  /** Spread of a pair's common shift, which an encoder shares with its twin. */
  pairNoise?: number;
  /** Spread of a shift of all losses of an encoder. */
  encoderNoise?: number;
}

function losses(
  plan: SplitPlan,
  { memorization, noise, pairNoise = 0, encoderNoise = 0 }: Spreads,
  rng: Rng,
): SyntheticRun {
  const shifts = Array.from({ length: plan.encoders / 2 }, () => pairNoise * rng.normal());
  const own = plan.masks.map(() => (encoderNoise === 0 ? 0 : encoderNoise * rng.normal()));
  const alignments = plan.masks.map((mask, e) =>
    Float64Array.from(
      mask,
      (bit, x) => 1 + shifts[e >> 1] + own[e] + noise * rng.normal() - (bit === 1 ? memorization(x) : 0),
    ),
  );
  return { plan, alignments };
}

/** Alignment losses as half-split would give them with the scores planted. */
export function syntheticHalfSplit(
  count: number,
  encoders: number,
  spreads: Spreads,
  rng: Rng,
): SyntheticRun {
  return losses(halfSplit(count, encoders, rng.split('plan')), spreads, rng.split('losses'));
}

/** Alignment losses as fg-split would give them with the scores planted. */
export function syntheticFgSplit(
  count: number,
  options: FgSplitOptions,
  spreads: Spreads,
  rng: Rng,
): SyntheticRun {
  return losses(fgSplit(count, options, rng.split('plan')), spreads, rng.split('losses'));
}
