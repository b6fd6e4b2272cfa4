import { defaultMeasure, type MeasureKey, type RunConfig } from '@engram/core';
import { alignment } from './alignment.ts';
import type { Measure } from './measure.ts';

/** Every measure by its key. One line adds one. */
const measures: Record<MeasureKey, Measure> = {
  alignment,
};

/** The measure that a run asks for. */
export const measureOf = ({ scoring }: RunConfig): Measure => measures[scoring.measure ?? defaultMeasure];
