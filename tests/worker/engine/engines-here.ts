import { engineNames, type EngineName } from '@engram/core';
import { surveyHere } from '../../../worker/src/devices/survey.ts';

/** Set by `npm run test:engine -- ENGINE`. */
const wanted = process.env['ENGRAM_TEST_ENGINE'] || undefined;
/** The one engine to test. */
const named = engineNames.find((name) => name === wanted);
// Otherwise the usual engines would be tested, and pass for one that is not.
if (wanted !== undefined && !named)
  throw new Error(
    `ENGRAM_TEST_ENGINE: there is no engine '${wanted}'; name one of: ${engineNames.join(', ')}`,
  );

/** Those that come with the packages, and `tensorflow` on a machine that has its native library. */
const usual: readonly EngineName[] = [
  ...(['cpu', 'onnxruntime'] as const),
  ...((await surveyHere('tensorflow')).available ? (['tensorflow'] as const) : []),
];

/** The engines to test. */
export const enginesHere: readonly EngineName[] = named ? [named] : usual;

/** Those that are compared with `cpu`, the reference. */
export const nativeEnginesHere: readonly EngineName[] = named
  ? [named]
  : usual.filter((name) => name !== 'cpu');

/** The engine whose way of computing is tested: the lazy graph, on whatever device. */
export const lazyEngine: EngineName = named?.startsWith('onnxruntime') ? named : 'onnxruntime';
