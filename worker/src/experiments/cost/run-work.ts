import { measureKeyOf, trainedOn, type MeasureKey, type RunConfig } from '@engram/core';

type Worked = Pick<RunConfig, 'estimator' | 'epochs' | 'datapoints' | 'scoring'>;

const defaultCount = 1000;

/**
 * Work of training the encoders of a run, in datapoints seen: encoders × epochs × datapoints trained on. Runs of one encoder and method
 * take time in proportion to it.
 * @param count N, where the configuration asks for all datapoints
 */
export function trainingWork(config: Worked, encoders: number, count = defaultCount): number {
  const sizes = trainedOn(config.estimator, config.datapoints ?? count);
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  return encoders * config.epochs * mean;
}

/** Passes of a datapoint that training takes to see it once: of two views, forward and twice as much back. */
const passesInTraining = 6;

/** Passes of a datapoint that a measure takes, with M views of it (docs/measures.md). */
const passes: Record<MeasureKey, (views: number) => number> = {
  alignment: (views) => views,
  'layer-alignment': (views) => views,
  'unit-activation': (views) => 2 * views,
  'label-confidence': () => 1,
  'deja-vu': () => 1,
  'gradient-coherence': (views) => 2 * 3 * views,
  'mean-alignment': (views) => views,
  'neighbour-distance': () => 1,
  'prototype-distance': () => 1,
  'pixel-distance': () => 0,
};

/** Work of measuring the encoders of a run, in the unit of `trainingWork`. */
export function measuringWork(config: Worked, encoders: number, count = defaultCount): number {
  const each = passes[measureKeyOf(config)](config.scoring.views) / passesInTraining;
  return encoders * each * (config.datapoints ?? count);
}
