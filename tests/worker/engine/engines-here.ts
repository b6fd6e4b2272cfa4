import type { EngineName } from '@engram/core';
import { surveyEngines } from '../../../worker/src/engine/registry.ts';

const available = (await surveyEngines()).filter((engine) => engine.available).map(({ name }) => name);

/** The engines to test: the two that come with the packages, and `tensorflow` on a machine that has its native library. */
export const enginesHere: readonly EngineName[] = [
  ...(['cpu', 'onnxruntime'] as const),
  ...(available.includes('tensorflow') ? (['tensorflow'] as const) : []),
];

/** Those that are compared with `cpu`, the reference. */
export const nativeEnginesHere: readonly EngineName[] = enginesHere.filter((name) => name !== 'cpu');
