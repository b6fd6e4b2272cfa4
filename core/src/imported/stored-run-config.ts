import { z } from 'zod';
import { distanceSchema } from '../measures/distance.ts';
import { importedKey } from '../runs/run.ts';
import { sha256Schema } from '../text/sha256.ts';
import { runSchemaFor } from './any-run-config.ts';
import { scoresSource } from './imported-scores-config.ts';

const text = z.string().min(1).max(200);
const confidence = z.number().gt(0).lt(1);
const shared = {
  name: z.string().max(1000),
  dataset: text,
  contentHash: sha256Schema,
};

const importedScores = z.strictObject({
  ...shared,
  source: z.literal(scoresSource),
  method: z.strictObject({ key: text }),
  estimator: z.strictObject({ key: z.literal(importedKey), encoders: z.literal(0) }),
  scoring: z.strictObject({ measure: z.literal(importedKey), views: z.literal(0), confidence }),
});

const importedRepresentations = z.strictObject({
  ...shared,
  source: z.literal('representations'),
  estimator: z.strictObject({ key: z.literal(importedKey), encoders: z.int().min(1) }),
  scoring: z.strictObject({
    distance: distanceSchema,
    unitNorm: z.boolean(),
    views: z.int().min(2),
    confidence,
  }),
});

/** What every configuration that is stored with a run says, whether its encoders were trained here or its scores came from elsewhere. */
export interface StoredRunConfig {
  scoring: { confidence: number };
}

const imported = new Map<unknown, z.ZodType<StoredRunConfig>>([
  [scoresSource, importedScores],
  ['representations', importedRepresentations],
]);

/** The schema of a configuration that is stored with a run. */
export const storedRunSchemaFor = (config: unknown): z.ZodType<StoredRunConfig> =>
  imported.get((config as { source?: unknown } | null)?.source) ?? runSchemaFor(config);
