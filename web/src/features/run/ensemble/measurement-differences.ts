import { canonicalJson, defaultMeasure, representationLayer } from '@engram/core';
import { formatFraction } from '../../../format.ts';
import { distanceLabel, policyLabel, readConfig } from '../config-facts.ts';

/** A setting of the measurement that another run has otherwise. */
export interface Difference {
  term: string;
  /** Labels of the value in the other run and in this one. */
  value: string;
  here: string;
}

/** What two runs of one ensemble measure differently; empty where they measure the same. Both configurations are JSON. */
export function measurementDifferences(other: string, here: string): Difference[] {
  const [theirs, ours] = [settingsOf(other), settingsOf(here)];
  return theirs.flatMap(({ term, value, words }, at) => {
    const mine = ours[at]!;
    if (canonicalJson(value ?? null) === canonicalJson(mine.value ?? null)) return [];
    return [{ term, value: words ?? unknown, here: mine.words ?? unknown }];
  });
}

const unknown = 'not stated';

interface Setting {
  term: string;
  value: unknown;
  words: string | undefined;
}

/** The measurement that a configuration asks for, always the same settings in the same order; what it leaves out has its default. */
function settingsOf(configJson: string): Setting[] {
  const config = readConfig(configJson) ?? {};
  const { scoring = {} } = config;
  const { distance, unitNorm, confidence } = scoring;
  const setting = (term: string, value: unknown, words = value?.toString()): Setting => ({
    term,
    value,
    words,
  });
  const policy = scoring.policy ?? config.policy;
  return [
    setting('Measure', scoring.measure ?? defaultMeasure),
    setting('Views', scoring.views),
    setting('Distance', distance, distanceLabel({ distance })),
    setting('Representations', unitNorm, unitNorm === undefined ? undefined : unitNorm ? 'unit-norm' : 'raw'),
    setting('Layer', scoring.layer ?? representationLayer),
    setting('Scoring policy', policy, policyLabel(policy)),
    setting('View seed', scoring.viewSeed ?? config.seed),
    setting('Confidence', confidence, confidence === undefined ? undefined : formatFraction(confidence)),
  ];
}
