import { measureKeyOf, type AnyRunConfig, type MeasureKey } from '@engram/core';
import { alignment } from './alignment.ts';
import { dejaVu } from './deja-vu.ts';
import { gradientCoherence } from './gradient-coherence.ts';
import { labelConfidence } from './label-confidence.ts';
import { layerAlignment } from './layer-alignment.ts';
import { meanAlignment } from './mean-alignment.ts';
import type { Measure } from './measure.ts';
import { neighbourDistance } from './neighbour-distance.ts';
import { pixelDistance } from './pixel-distance.ts';
import { prototypeDistance } from './prototype-distance.ts';
import { unitActivation } from './unit-activation.ts';

/** Every measure by its key. One line adds one. */
const measures: Record<MeasureKey, Measure> = {
  alignment,
  'layer-alignment': layerAlignment,
  'unit-activation': unitActivation,
  'label-confidence': labelConfidence,
  'deja-vu': dejaVu,
  'gradient-coherence': gradientCoherence,
  'mean-alignment': meanAlignment,
  'neighbour-distance': neighbourDistance,
  'prototype-distance': prototypeDistance,
  'pixel-distance': pixelDistance,
};

/** The measure that a run asks for. */
export const measureOf = (config: AnyRunConfig): Measure => measures[measureKeyOf(config)];
