/** What can be read off an encoder for each datapoint: one line adds a measure. */
import { z } from 'zod';
import { alignment } from './alignment.ts';
import type { MeasureCard } from './measure-card.ts';

const definitions = [alignment] as const;

export type MeasureKey = (typeof definitions)[number]['key'];
export const measureKeySchema = z.enum(definitions.map(({ key }) => key) as [MeasureKey, ...MeasureKey[]]);
export const defaultMeasure: MeasureKey = 'alignment';

/** Cards of the measures: name and description. */
export const measureCards = Object.fromEntries(definitions.map(({ key, card }) => [key, card])) as Record<
  MeasureKey,
  MeasureCard
>;
