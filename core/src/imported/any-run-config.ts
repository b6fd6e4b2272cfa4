import type { z } from 'zod';
import { runConfigSchema, type RunConfig } from '../config/run-config.ts';
import { hasImportedEncoders, importedRunConfigSchema, type ImportedRunConfig } from './imported-config.ts';

/** The configuration of any run, whether its encoders are trained here or were imported. */
export type AnyRunConfig = RunConfig | ImportedRunConfig;

/** The schema of a run's configuration, by whether it says that its encoders were imported. */
export const runSchemaFor = (config: unknown): z.ZodType<AnyRunConfig> =>
  hasImportedEncoders(config) ? importedRunConfigSchema : runConfigSchema;
