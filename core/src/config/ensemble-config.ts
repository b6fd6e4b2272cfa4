/**
 * A run is an ensemble (encoders of one training configuration) measured one way. All of a run's configuration determines its
 * encoders, but for what is named here.
 */
import type { z } from 'zod';
import type { AnyRunConfig } from '../imported/any-run-config.ts';
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

/** All that determines a run: its configuration without the name. */
export function determining<T extends AnyRunConfig>({ name: _, ...config }: T): Unnamed<T> {
  return config as unknown as Unnamed<T>;
}
