/** The experiments that can be asked for: one line adds one. */
import { z } from 'zod';
import { byKey, schemasOf, type KeyedSchema } from '../config/variants.ts';
import { agreement } from './agreement.ts';
import { atypicality } from './atypicality.ts';
import { augmentationStrength } from './augmentation-strength.ts';
import { contamination } from './contamination.ts';
import { dynamics } from './dynamics.ts';
import { duplicates } from './duplicates.ts';
import { estimators } from './estimators.ts';
import { generalization } from './generalization.ts';
import { layers } from './layers.ts';
import { oneDimensional } from './one-dimensional.ts';
import { outlier } from './outlier.ts';
import { redrawing } from './redrawing.ts';
import { removal } from './removal.ts';
import { separability } from './separability.ts';
import type { ExperimentCard, ExperimentDefinition } from './experiment-definition.ts';

const definitions = [
  agreement,
  atypicality,
  contamination,
  removal,
  outlier,
  separability,
  duplicates,
  generalization,
  oneDimensional,
  augmentationStrength,
  dynamics,
  estimators,
  layers,
  redrawing,
] as const;

/**
 * All that determines an experiment; `key` is its kind. The SHA-256 of its canonical JSON identifies it, as that of a run does.
 * Stored configurations are read by it: what only new ones are refused with stands in `conditions` of a definition.
 */
export const experimentConfigSchema = z.discriminatedUnion('key', schemasOf(definitions));
export type ExperimentConfig = z.infer<typeof experimentConfigSchema>;
export type ExperimentKind = ExperimentConfig['key'];
export type ExperimentConfigOf<K extends ExperimentKind> = Extract<ExperimentConfig, { key: K }>;

type AnyExperiment = ExperimentDefinition<KeyedSchema>;

/** The experiments by their kind. Settings are handed to the definition whose key they name, which types cannot say. */
export const experimentDefinitions = byKey(
  definitions,
  (definition) => definition as unknown as AnyExperiment,
);

export const experimentKinds = Object.keys(experimentDefinitions) as ExperimentKind[];

/** Cards of the experiments: name, question and protocol. */
export const experimentCards = byKey(definitions, ({ card }): ExperimentCard => card);
