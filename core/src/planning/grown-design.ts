import { designConfigSchema, encodersOf, type DesignConfig } from '../designs/registry.ts';
import { DomainError } from '../errors.ts';
import { maxEncoders } from '../designs/split-plan.ts';

/** A design with as many encoders as are needed, the rest as it is. */
export interface GrownDesign {
  estimator: DesignConfig;
  encoders: number;
  /** The setting that says how many, and its value. */
  setting: { key: string; value: number };
}

/** The settings that say how many encoders a design trains; their number is in proportion to it. */
const sizes = ['encoders', 'repetitions'] as const;

/** The setting of a design that says how many encoders there are. */
function sizeSetting(estimator: DesignConfig): (typeof sizes)[number] {
  return sizes.find((key) => key in estimator)!;
}

/**
 * The smallest run of the same design with at least `growth` times its encoders, at the same fractions.
 * @param count N datapoints
 * @throws DomainError INVALID_ARGUMENT when that is more than a run may have
 */
export function grownDesign(estimator: DesignConfig, growth: number, count: number): GrownDesign {
  const key = sizeSetting(estimator);
  const now = (estimator as unknown as Record<string, number>)[key]!;
  // Rounding errors must not ask for one more.
  const least = Math.max(1, Math.ceil(now * growth * (1 - 1e-9)));
  // Some designs train encoders in pairs.
  const each = encodersOf(estimator, count) / now;
  for (const value of [least, least + 1]) {
    const grown = designConfigSchema.safeParse({ ...estimator, [key]: value });
    const encoders = each * value;
    if (grown.success && encoders <= maxEncoders)
      return { estimator: grown.data, encoders, setting: { key, value } };
  }
  const wanted = each * least;
  throw new DomainError(
    'INVALID_ARGUMENT',
    `That takes about ${wanted.toLocaleString('en')} encoders, and a run has at most ${maxEncoders.toLocaleString('en')}. Aim at less, or change what is trained: weaker augmentation or longer training gives larger scores.`,
  );
}
