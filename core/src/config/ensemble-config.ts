/**
 * A run is an ensemble (encoders of one training configuration) measured one way. All of a run's configuration determines its
 * encoders, but for what is named here.
 */
import type { z } from 'zod';
import { canonicalJson } from '../canonical-json.ts';
import { representationNames } from '../encoders/layers.ts';
import type { AnyRunConfig } from '../imported/any-run-config.ts';
import { defaultMeasure } from '../measures/registry.ts';
import { runConfigSchema } from './run-config.ts';

/** `name` determines nothing, `scoring` is the measurement. */
const notTraining = { name: true, scoring: true } as const;

/** All that determines the encoders of an ensemble. The SHA-256 of its canonical JSON identifies them. */
export const ensembleConfigSchema = runConfigSchema.omit(notTraining);
export type EnsembleConfig = z.infer<typeof ensembleConfigSchema>;

/** The part of a run's configuration that its encoders are trained by; works for what was imported too. */
export function ensembleConfigOf<T extends object>(config: T): Omit<T, keyof typeof notTraining> {
  return Object.fromEntries(
    Object.entries(config).filter(([key]) => !Object.hasOwn(notTraining, key)),
  ) as Omit<T, keyof typeof notTraining>;
}

type Unnamed<T> = T extends unknown ? Omit<T, 'name'> : never;

/** Values of the measurement's settings that say what holds when they are left out. */
const defaults = (config: AnyRunConfig): Record<string, readonly unknown[]> => ({
  measure: [defaultMeasure],
  layer: representationNames(config.encoder),
  policy: [config.policy],
  viewSeed: [config.seed],
});

/** All that determines a run: its configuration without the name, and without what holds anyway, so that equal runs have equal hashes. */
export function determining<T extends AnyRunConfig>({ name: _, ...config }: T): Unnamed<T> {
  const known = defaults(config as AnyRunConfig);
  const isDefault = ([key, value]: [string, unknown]): boolean =>
    known[key]?.some((other) => canonicalJson(other) === canonicalJson(value)) ?? false;
  const scoring = Object.entries(config.scoring).filter((setting) => !isDefault(setting));
  return { ...config, scoring: Object.fromEntries(scoring) } as unknown as Unnamed<T>;
}
