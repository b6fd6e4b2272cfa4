import {
  defaultMeasure,
  hasImportedScores,
  isMeasureKey,
  optimizerKey,
  optimizerNames,
  type MeasureKey,
  type PolicyConfig,
  type RunConfig,
} from '@engram/core';
import { formatAmount } from '../../format.ts';

/** Deeply partial: a run whose scores came from elsewhere may state only part of it. */
type Part<T> = T extends readonly unknown[] ? T : T extends object ? { [K in keyof T]?: Part<T[K]> } : T;

export interface Fact {
  term: string;
  value: string;
}

export interface ConfigFacts {
  /** Confidence of the intervals as a fraction. */
  confidence: number;
  /** What the scores compare; null where they were made elsewhere. */
  measure: MeasureKey | null;
  facts: Fact[];
  /** The whole configuration, indented for reading; null when it is no JSON. */
  text: string | null;
}

const distanceLabels: Record<string, string> = {
  l2: 'L2',
  'squared-l2': 'squared L2',
  l1: 'L1',
  cosine: 'cosine, 1 − cos',
  angular: 'angular, arccos / π',
};

/** The largest distance of two representations of length 1. */
const largestOfUnit: Partial<Record<string, number>> = { l2: 2, 'squared-l2': 4, cosine: 2, angular: 1 };

/** Between what the scores of a run lie, in a sentence; null where its distance has no bound. */
export function scaleMessage(configJson: string): string | null {
  const { distance = '', unitNorm } = readConfig(configJson)?.scoring ?? {};
  const comparesDirections = distance === 'cosine' || distance === 'angular';
  const largest = unitNorm || comparesDirections ? largestOfUnit[distance] : undefined;
  if (largest === undefined) return null;
  return `The distance (${distanceLabels[distance]}${comparesDirections ? '' : ' of unit vectors'}) goes from 0 to ${largest}, so that a score lies from −${largest} to ${largest}.`;
}

/** Puts the configuration of a run into labelled facts; leaves out what it does not say. */
export function configFacts(configJson: string): ConfigFacts {
  const config = readConfig(configJson);
  if (!config) return { confidence: 0.95, measure: defaultMeasure, facts: [], text: null };
  const { scoring, encoder, method, optimizer, estimator } = config;
  const facts: [string, string | undefined][] = [
    ['Distance', distanceLabel(scoring)],
    ['Views per datapoint', scoring?.views ? String(scoring.views) : undefined],
    ['Encoder', encoderLabel(encoder)],
    ['Augmentation policy', policyLabel(config.policy, scoring?.policy)],
    ['Training', training(config)],
    ['Optimizer', optimizer?.learningRate === undefined ? undefined : optimizerLabel(optimizer)],
    ...ownSettings(method),
    ['Split', fractions(estimator)],
    ['Seed', config.seed?.toString()],
  ];
  return {
    confidence: scoring?.confidence ?? 0.95,
    measure: hasImportedScores(config) ? null : measureOf(scoring),
    facts: facts.flatMap(([term, value]) => (value ? [{ term, value }] : [])),
    text: JSON.stringify(config, null, 2),
  };
}

function measureOf(scoring: Part<RunConfig['scoring']> | undefined): MeasureKey {
  const { measure = defaultMeasure } = scoring ?? {};
  return isMeasureKey(measure) ? measure : defaultMeasure;
}

/** A run's configuration as data; null when it is no JSON. */
export function readConfig(json: string): Part<RunConfig> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? (value as Part<RunConfig>) : null;
  } catch {
    return null;
  }
}

export function distanceLabel(scoring: Part<RunConfig['scoring']> | undefined): string | undefined {
  if (!scoring?.distance) return undefined;
  const label = distanceLabels[scoring.distance] ?? scoring.distance;
  return scoring.unitNorm === undefined
    ? label
    : `${label}, ${scoring.unitNorm ? 'unit-norm' : 'raw'} representations`;
}

/** `mlp 512-512-128` */
export function encoderLabel(encoder: Part<RunConfig['encoder']> | undefined): string | undefined {
  if (!encoder?.key) return undefined;
  const sizes = 'widths' in encoder ? encoder.widths : 'channels' in encoder ? encoder.channels : undefined;
  return [encoder.key, ...(sizes ? [sizes.join('-')] : [])].join(' ');
}

export function policyLabel(
  trainedOn?: Part<PolicyConfig>,
  scoredOn?: Part<PolicyConfig>,
): string | undefined {
  const [training, scoring] = [policy(trainedOn), policy(scoredOn)];
  return training && scoring && scoring !== training ? `${training}; scored with ${scoring}` : training;
}

/** Its key, or its operations: `resized-crop, noise`. */
const policy = (config: Part<PolicyConfig> | undefined): string | undefined =>
  typeof config === 'object' ? config.operations?.map(({ key }) => key).join(', ') : config;

function training({ epochs, batch }: Part<RunConfig>): string | undefined {
  if (epochs === undefined) return undefined;
  const trained = formatAmount(epochs, 'epoch');
  return batch === undefined ? trained : `${trained}, batch ${batch}`;
}

/** The settings that a method has of its own, one a fact: `temperature` becomes `Temperature`. */
function ownSettings(method: object | undefined): [string, string][] {
  return Object.entries(method ?? {}).flatMap(([name, value]) =>
    name !== 'key' && typeof value === 'number' ? [[sentenceCase(name), String(value)]] : [],
  );
}

/** The parts that a design cuts the datapoints into: `shared 80 %, candidate 10 %`. */
function fractions(design: object | undefined): string | undefined {
  const parts = Object.entries(design ?? {}).flatMap(([name, value]) =>
    name.endsWith('Fraction') && typeof value === 'number' && value > 0
      ? [`${name.slice(0, -'Fraction'.length)} ${Math.round(value * 100)} %`]
      : [],
  );
  return parts.length > 0 ? parts.join(', ') : undefined;
}

/** `SGD, rate 0.06, momentum 0.9` */
function optimizerLabel(optimizer: Part<RunConfig['optimizer']>): string {
  const { learningRate } = optimizer;
  const momentum = 'momentum' in optimizer ? [`momentum ${optimizer.momentum}`] : [];
  return [optimizerNames[optimizerKey(optimizer)], `rate ${learningRate}`, ...momentum].join(', ');
}

/** `varianceWeight` → `Variance weight` */
const sentenceCase = (name: string): string => {
  const label = name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return label.charAt(0).toUpperCase() + label.slice(1);
};
