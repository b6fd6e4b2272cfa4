import { defaultMeasure, nearestMeasurement } from '@engram/core';
import { readConfig } from '../config-facts.ts';
import type { Correlation } from './findings-document.ts';

/** The correlation with the reference measure, the alignment; of several such runs, that with `nearestMeasurement`. @param config JSON */
export const referenceOf = (config: string, correlations: readonly Correlation[]): Correlation | null =>
  nearestMeasurement(
    readConfig(config) ?? {},
    correlations.filter(({ run }) => run.measure === defaultMeasure),
    ({ run }) => ({ config: readConfig(run.config) ?? {}, createdAtMs: Date.parse(run.createdAt) }),
  );
