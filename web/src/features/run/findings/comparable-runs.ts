import { canonicalJson, importedKey } from '@engram/core';
import { maxProfiles } from '../../../charts/specs/profiles.ts';
import { readConfig } from '../config-facts.ts';
import { measurementDifferences } from '../ensemble/measurement-differences.ts';

interface Profiled {
  id: string;
  /** JSON. */
  config: string;
  layers: readonly { layer: string }[];
}

/**
 * The runs whose layers may stand beside those of `run` on one axis: other encoders with the same layers, trained on the same datapoints (the same masks)
 * and measured alike, which leaves method and training. In their order; as many as a chart tells apart beside `run`.
 */
export function comparableRuns<Run extends Profiled>(run: Profiled, others: readonly Run[]): Run[] {
  const masks = masksOf(run.config);
  if (masks === null) return [];
  return others
    .filter(
      (other) =>
        other.id !== run.id &&
        masksOf(other.config) === masks &&
        trainingOf(other.config) !== trainingOf(run.config) &&
        namesOf(other) === namesOf(run) &&
        measurementDifferences(other.config, run.config).every(({ term }) => free.has(term)),
    )
    .slice(0, maxProfiles - 1);
}

/** Settings of the measurement that leave the means of the layers as they are. */
const free = new Set(['Layer', 'Confidence']);

const namesOf = ({ layers }: Profiled): string => layers.map(({ layer }) => layer).join('\n');

/** What masks are drawn from; null where it is not known, as for encoders that were trained elsewhere. */
function masksOf(configJson: string): string | null {
  const { datapoints = null, estimator, method, seed } = readConfig(configJson) ?? {};
  // Typed as what is trained here: the key says that it was not.
  const isTrainedHere = (method?.key as string | undefined) !== importedKey;
  return isTrainedHere && estimator && seed !== undefined
    ? canonicalJson({ datapoints, estimator, seed })
    : null;
}

/** All but name and measurement: what makes encoders others. */
const trainingOf = (configJson: string): string =>
  canonicalJson({ ...readConfig(configJson), name: null, scoring: null });
