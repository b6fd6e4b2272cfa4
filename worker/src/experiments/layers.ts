/**
 * `layers`: do deeper layers memorize more, whatever the distance?
 *
 *   M(l, d) = mean over the datapoints of m′ = (g − f)/(g + f), with f and g the mean alignment losses at layer l by distance d of the
 *             encoders trained with and without a datapoint (LayerMem)
 *
 * m′ has no unit, so that layers and distances can be compared. One ensemble is measured at every layer by every distance, on the same views. Under each distance, the order of
 * the layers is held against that of the first distance: of the steps M(l′, d) − M(l, d) from one layer to the next in that order, the least has the interval
 * from the least lower to the least upper end. Above 0 it says that every step is. Intervals: two-way bootstrap over encoders × datapoints, paired, since the encoders are the same.
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
}

/** Mean of scores with its interval. */
type MeanOf = (scores: WeightedScores, ...label: (string | number)[]) => Interval & { count: number };

function conclude(config: Config, found: FinishedRuns): ExperimentResult {
  const { confidence } = config.run.scoring;
  const rng = Rng.fromSeed(config.run.seed).split('layers');
  const meanOf: MeanOf = (scores, ...label) => {
    const [whole] = meanIntervals(scores, [scores.positions], rng.split(...label), { confidence });
    const { mean = null, low = null, high = null, count = 0 } = whole ?? {};
    return { estimate: mean, low, high, count };
  };
  const names = layersOf(config);
  const measured = config.distances.map((distance): Measured => ({
    distance,
    layers: names.map((layer) => {
      const { alignments, plan } = runOf(found, runName(layer, distance));
      return weightedRelativeScores({ alignments, ...plan });
    }),
  }));
  const [first] = measured as [Measured];
  const means = first.layers.map((layer) => meanOf(layer, 'mean', first.distance).estimate ?? 0);
  const order = [...names.keys()].sort((a, b) => means[a]! - means[b]! || a - b);
  const deepest = pairedDifference(first.layers[0]!, first.layers.at(-1)!);
  const named = order.map((l) => names[l]).join(' < ');
  return {
    series: seriesOf(names, measured, meanOf),
    statements: [
      statementAbove(
        `Deeper layers memorize more: by ${first.distance}, the mean relative score of ${names.at(-1)} is above that of ${names[0]}.`,
        meanOf(deepest, 'deepest', first.distance),
        { confidence, source },
      ),
      ...measured.slice(1).map(({ distance, layers }) =>
        statementAbove(
          `By ${distance}, the mean relative scores of the layers come in the order that ${first.distance} gives, ${named}: the least step in it is above 0.`,
          leastStep(order.map((l) => layers[l]!), distance, meanOf), // prettier-ignore
          { confidence, source },
        ),
      ),
    ],
  };
}

/** The least of the steps from one to the next; its interval has the least lower and the least upper end of theirs. */
function leastStep(ordered: readonly WeightedScores[], distance: Distance, meanOf: MeanOf): Interval {
  const steps = ordered
    .slice(1)
    .map((scores, at) => meanOf(pairedDifference(ordered[at]!, scores), 'step', distance, at));
  const least = (of: (step: Interval) => number | null): number | null => {
    const values = steps.map(of);
    return values.includes(null) ? null : Math.min(...(values as number[]));
  };
  return {
    estimate: least(({ estimate }) => estimate),
    low: least(({ low }) => low),
    high: least(({ high }) => high),
  };
}

function seriesOf(names: readonly string[], measured: readonly Measured[], meanOf: MeanOf): Series[] {
  const x = categoryAxis('layer, from the input on', names);
  const y = axis('mean relative score');
  return [
    ...measured.map(({ distance, layers }): Series => ({
      ...{ key: `relative.${distance}`, name: distance, x, y },
      points: layers.map((layer, at) => {
        const { estimate, low, high, count } = meanOf(layer, 'mean', distance);
        return { x: at, y: estimate, low, high, n: count };
      }),
    })),
    {
      ...{ key: 'relative.chance', name: 'nothing memorized', x, y },
      points: names.map((_, at) => ({ x: at, y: 0, low: null, high: null, n: null })),
    },
  ];
}

export const layers = defineExperiment({ key: 'layers', runs, conclude });
