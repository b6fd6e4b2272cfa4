/** What can be read off an encoder for each datapoint: one line adds a measure. */
import { z } from 'zod';
import { alignment } from './alignment.ts';
import { dejaVu } from './deja-vu.ts';
import { gradientCoherence } from './gradient-coherence.ts';
import { labelConfidence } from './label-confidence.ts';
import { layerAlignment } from './layer-alignment.ts';
import { meanAlignment } from './mean-alignment.ts';
import type { MeasureCard } from './measure-card.ts';
import type { MeasureDefinition } from './measure-definition.ts';
import { neighbourDistance } from './neighbour-distance.ts';
import { pixelDistance } from './pixel-distance.ts';
import { prototypeDistance } from './prototype-distance.ts';
import { unitActivation } from './unit-activation.ts';

const definitions = [
  alignment,
  layerAlignment,
  unitActivation,
  labelConfidence,
  dejaVu,
  gradientCoherence,
  meanAlignment,
  neighbourDistance,
  prototypeDistance,
  pixelDistance,
] as const;

export type MeasureKey = (typeof definitions)[number]['key'];
export const measureKeySchema = z.enum(definitions.map(({ key }) => key) as [MeasureKey, ...MeasureKey[]]);
export const defaultMeasure: MeasureKey = 'alignment';

const byKey = <Value>(valueOf: (definition: MeasureDefinition<MeasureKey>) => Value) =>
  Object.fromEntries(definitions.map((definition) => [definition.key, valueOf(definition)])) as Record<
    MeasureKey,
    Value
  >;

export const measureDefinitions = byKey((definition) => definition);

/** Cards of the measures: name and description. */
export const measureCards: Record<MeasureKey, MeasureCard> = byKey(({ card }) => card);

export const isMeasureKey = (key: unknown): key is MeasureKey =>
  typeof key === 'string' && Object.hasOwn(measureDefinitions, key);

/** Whether a key names a proxy; that of scores made elsewhere names no measure. */
export const isProxy = (key: string): boolean =>
  isMeasureKey(key) && (measureDefinitions[key].isProxy ?? false);

/** Whether a measure gives 1 or 0, see `MeasureDefinition`. */
export const isBinary = (key: MeasureKey): boolean => measureDefinitions[key].isBinary ?? false;

/** The measure that a run asks for. */
export const measureKeyOf = ({ scoring }: { scoring: { measure?: MeasureKey } }): MeasureKey =>
  scoring.measure ?? defaultMeasure;
