/** Why no new experiment is made on a run of valid settings. Stored experiments are read by their schema alone: some were made before they would be refused. */
import type { RunConfig } from '../../config/run-config.ts';
import { scoresPart } from '../../designs/registry.ts';
import { encoderLayers } from '../../encoders/layers.ts';
import { isProxy, measureKeyOf, type MeasureKey } from '../../measures/registry.ts';

/** The member of the run that is wrong and why; null where there is nothing to say. */
export type RunCondition = (run: Omit<RunConfig, 'name'>) => { path: string; message: string } | null;

/** Claims are about scores, which a proxy has none of. */
export const refuseProxy: RunCondition = ({ scoring }) =>
  isProxy(measureKeyOf({ scoring }))
    ? {
        path: 'scoring.measure',
        message: `${scoring.measure} is a proxy: it compares no encoders, and experiments ask about memorization scores. Leave it out, or name a measure that gives scores`,
      }
    : null;

const alignmentMeasures: readonly MeasureKey[] = ['alignment', 'layer-alignment'];

/** For experiments that make claims about the alignment loss beside its score; a proxy is refused as one. */
export const refuseOtherLoss: RunCondition = ({ scoring }) => {
  const measure = measureKeyOf({ scoring });
  if (isProxy(measure) || alignmentMeasures.includes(measure)) return null;
  return {
    path: 'scoring.measure',
    message: `${measure} is no alignment loss, which is looked at here; leave it out, or use layer-alignment`,
  };
};

/** For experiments that rank all datapoints of the run: those without a score would be taken for the least memorized. */
export const refusePart: RunCondition = ({ estimator }) =>
  scoresPart(estimator)
    ? {
        path: 'estimator.key',
        message: `${estimator.key} scores only a part of the datapoints, and all of them are ranked here; use half-split or subset`,
      }
    : null;

/** For experiments that compare the layers of an encoder. */
export const refuseOneLayer: RunCondition = ({ encoder }) =>
  encoderLayers(encoder).length < 2
    ? {
        path: 'encoder',
        message: `${encoder.key} has one layer with these settings, and layers are compared here; give it more`,
      }
    : null;

/** A run has 100,000 at most; with half of the datapoints removed the epochs are some twice as many. */
const mostEpochs = 25_000;

/** For experiments that train for more epochs where there are fewer datapoints. */
export const refuseEpochs: RunCondition = ({ epochs }) =>
  epochs > mostEpochs
    ? {
        path: 'epochs',
        message: `it must be at most ${mostEpochs}: encoders without datapoints are trained for more epochs, to as many steps`,
      }
    : null;
