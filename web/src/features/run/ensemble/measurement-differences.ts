import { differingSettings, measurementSettings, type MeasurementKey } from '@engram/core';
import { formatFraction } from '../../../format.ts';
import { distanceLabel, policyLabel, readConfig } from '../config-facts.ts';

/** A setting of the measurement that another run has otherwise. */
export interface Difference {
  term: string;
  /** Labels of the value in the other run and in this one. */
  value: string;
  here: string;
}

const terms: Record<MeasurementKey, string> = {
  measure: 'Measure',
  views: 'Views',
  distance: 'Distance',
  unitNorm: 'Representations',
  layer: 'Layer',
  policy: 'Scoring policy',
  viewSeed: 'View seed',
  confidence: 'Confidence',
};

/** What two runs of one ensemble measure differently; empty where they measure the same. Both configurations are JSON. */
export function measurementDifferences(other: string, here: string): Difference[] {
  const [theirs, ours] = [readConfig(other) ?? {}, readConfig(here) ?? {}];
  const [theirLabel, ourLabel] = [labelsOf(theirs), labelsOf(ours)];
  return differingSettings(theirs, ours).map((key) => ({
    ...{ term: terms[key], value: theirLabel(key), here: ourLabel(key) },
  }));
}

type Config = NonNullable<ReturnType<typeof readConfig>>;

/** What each setting of a configuration is called. */
function labelsOf(config: Config): (key: MeasurementKey) => string {
  const { distance, unitNorm, confidence, policy } = config.scoring ?? {};
  const labels: Partial<Record<MeasurementKey, string | undefined>> = {
    distance: distanceLabel({ distance }),
    unitNorm: unitNorm === undefined ? undefined : unitNorm ? 'unit-norm' : 'raw',
    policy: policyLabel(policy ?? config.policy),
    confidence: confidence === undefined ? undefined : formatFraction(confidence),
  };
  const values = measurementSettings(config);
  return (key) => (key in labels ? labels[key] : values[key]?.toString()) ?? 'not stated';
}
