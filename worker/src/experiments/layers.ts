/**
 * `layers`: do deeper layers memorize more, whatever the distance?
 *
 *   M(l, d) = mean over the datapoints of m′ = (g − f)/(g + f), with f and g the mean alignment losses at layer l by distance d of the
 *             encoders trained with and without a datapoint (LayerMem)
 *
 * m′ has no unit, so that layers and distances can be compared. One ensemble is measured at every layer by every distance, on the same views. Each distance is asked whether it has the
 * layers in the order of the first: of the steps M(l′, d) − M(l, d) from one layer to the next in that order, the least is held against 0. Its lower end is the least lower end of
 * the steps, so that above 0 every step is; its upper end is the least upper end at an error shared among the steps (Bonferroni), so that below 0 one of them is. The order itself is
 * estimated from these encoders: where layers hardly differ, it holds more often than the confidence says. Intervals: two-way bootstrap over encoders × datapoints, paired, since the encoders are the same.
 * Source: Wang et al. 2024 (arXiv 2409.19069): deeper layers memorize more, and four distances give one order. Departures: inner layers are flattened, as
 * `layer-alignment` has them. Range −1 to 1. Cost: one ensemble, measured once for each layer and distance.
 */
import {
  axis,
  categoryAxis,
  encoderLayers,
  meanIntervals,
  pairedDifference,
  representationLayer,
  Rng,
  statementAbove,
  weightedRelativeScores,
  type Distance,
  type ExperimentConfigOf,
  type ExperimentResult,
  type Interval,
  type Series,
  type WeightedScores,
} from '@engram/core';
import { defineExperiment, type FinishedRuns, type NamedRun } from './experiment.ts';
import { namedRun, runOf } from './runs/run-of.ts';

type Config = ExperimentConfigOf<'layers'>;

const source = 'arXiv 2409.19069';

/** From the input on. */
const layersOf = ({ run }: Config): string[] => encoderLayers(run.encoder).map(({ name }) => name);
const runName = (layer: string, distance: Distance): string => `${layer} by ${distance}`;

const runs = (config: Config): NamedRun[] =>
  config.distances.flatMap((distance) =>
    layersOf(config).map((layer) =>
      namedRun(runName(layer, distance), config.run, {
        scoring: {
          ...{ ...config.run.scoring, distance, measure: 'layer-alignment' },
          layer: layer === representationLayer ? undefined : layer,
        },
      }),
    ),
  );

interface Measured {
  distance: Distance;
  /** Relative scores of each layer, from the input on. */
  layers: readonly WeightedScores[];
  /** Their means. */
  means: readonly CountedMean[];
}

/** Mean of scores with its interval, and their number. */
type CountedMean = Interval & { count: number };
type MeanOf = (scores: WeightedScores, confidence: number, ...label: (string | number)[]) => CountedMean;

function conclude(config: Config, found: FinishedRuns): ExperimentResult {
  const { confidence } = config.run.scoring;
  const rng = Rng.fromSeed(config.run.seed).split('layers');
  const meanOf: MeanOf = (scores, level, ...label) => {
    const [whole] = meanIntervals(scores, [scores.positions], rng.split(...label), { confidence: level });
    const { mean = null, low = null, high = null, count = 0 } = whole ?? {};
    return { estimate: mean, low, high, count };
  };
  const names = layersOf(config);
  const measured = config.distances.map((distance): Measured => {
    const scored = names.map((layer) => {
      const { alignments, plan } = runOf(found, runName(layer, distance));
      return weightedRelativeScores({ alignments, ...plan });
    });
    return {
      distance,
      layers: scored,
      means: scored.map((layer) => meanOf(layer, confidence, 'mean', distance)),
    };
  });
  const [first] = measured as [Measured];
  const meanAt = (l: number): number => first.means[l]!.estimate ?? 0;
  const order = [...names.keys()].sort((a, b) => meanAt(a) - meanAt(b) || a - b);
  const deepest = pairedDifference(first.layers[0]!, first.layers.at(-1)!);
  const named = order.map((l) => names[l]).join(' < ');
  return {
    series: seriesOf(names, measured),
    statements: [
      statementAbove(
        `The last layer memorizes more than the first: by ${first.distance}, the mean relative score of ${names.at(-1)} is above that of ${names[0]}.`,
        meanOf(deepest, confidence, 'deepest', first.distance),
        { confidence, source },
      ),
      ...measured.map(({ distance, layers }) =>
        statementAbove(
          `By ${distance}, the mean relative scores of the layers come in the order ${named}${distance === first.distance ? '' : `, which is that by ${first.distance}`}: the least step in it is above 0.`,
          leastStep(order.map((l) => layers[l]!), (...step) => meanOf(...step, distance), confidence), // prettier-ignore
          { confidence, source },
        ),
      ),
    ],
  };
}

/** The least of the steps from one to the next. */
function leastStep(ordered: readonly WeightedScores[], meanOf: MeanOf, confidence: number): Interval {
  const steps = ordered.slice(1).map((scores, at) => pairedDifference(ordered[at]!, scores));
  const intervals = (level: number) => steps.map((step, at) => meanOf(step, level, 'step', at));
  const own = intervals(confidence);
  const shared = intervals(1 - (1 - confidence) / steps.length);
  return {
    estimate: leastOf(own.map(({ estimate }) => estimate)),
    low: leastOf(own.map(({ low }) => low)),
    high: leastOf(shared.map(({ high }) => high)),
  };
}

const leastOf = (values: readonly (number | null)[]): number | null =>
  values.includes(null) ? null : Math.min(...(values as number[]));

function seriesOf(names: readonly string[], measured: readonly Measured[]): Series[] {
  const x = categoryAxis('layer, from the input on', names);
  const y = axis('mean relative score');
  return [
    ...measured.map(({ distance, means }): Series => ({
      ...{ key: `relative.${distance}`, name: distance, x, y },
      points: means.map(({ estimate, low, high, count }, at) => ({
        x: at,
        y: estimate,
        low,
        high,
        n: count,
      })),
    })),
    {
      ...{ key: 'relative.chance', name: 'nothing memorized', x, y },
      points: names.map((_, at) => ({ x: at, y: 0, low: null, high: null, n: null })),
    },
  ];
}

export const layers = defineExperiment({ key: 'layers', runs, conclude });
