/** The designs that a run can be configured with: one line adds one. */
import { z } from 'zod';
import type { Rng } from '../rng.ts';
import type { Design, DesignCard, Scoring } from './design.ts';
import { exclusionDesign } from './exclusion.ts';
import { fgSplitDesign } from './fg-split.ts';
import { halfSplitDesign } from './half-split.ts';
import { leaveOneOutDesign } from './leave-one-out.ts';
import type { SplitPlan } from './split-plan.ts';
import { subsetDesign } from './subset.ts';
import { byKey, schemasOf, type KeyedSchema } from '../config/variants.ts';

const definitions = [
  halfSplitDesign,
  fgSplitDesign,
  subsetDesign,
  leaveOneOutDesign,
  exclusionDesign,
] as const;

export const designConfigSchema = z.discriminatedUnion('key', schemasOf(definitions));
export type DesignConfig = z.infer<typeof designConfigSchema>;
export type DesignKey = DesignConfig['key'];

type AnyDesign = Design<KeyedSchema>;

// Settings are handed to the definition whose key they name, which types cannot say.
const designs = byKey(definitions, (design) => design as unknown as AnyDesign);

/** Cards of the designs: name and description. */
export const designCards = byKey(definitions, ({ card }): DesignCard => card);

/** The plan that a configuration's design makes for N datapoints. */
export const makePlan = (config: DesignConfig, count: number, rng: Rng): SplitPlan =>
  designs[config.key].plan(config, count, rng);

/** The encoders that a configuration's design trains for N datapoints. */
export const encodersOf = (config: DesignConfig, count: number): number =>
  designs[config.key].encoders(config, count);

/** Datapoints that each kind of encoder of a configuration's design is trained on. */
export const trainedOn = (config: DesignConfig, count: number): number[] =>
  designs[config.key].trainedOn(config, count);

/** How a paper says what a configuration's design does with t encoders. */
export const designMethodsOf = (
  config: DesignConfig,
  encoders: number,
): { sentence: string; intervals: string } => {
  const { sentence, intervals } = designs[config.key].methods;
  return { sentence: sentence(config, encoders), intervals };
};

/** Whether a key names a design, which that of an import does not. */
export const isDesign = (config: { key: string }): config is DesignConfig =>
  Object.hasOwn(designs, config.key);

/** Whether a configuration's design gives only some datapoints a score. */
export const scoresPart = (config: DesignConfig): boolean => designs[config.key].scoresPart ?? false;

/** How a configuration's design turns losses into scores. */
export const scoringOf = (config: DesignConfig): Scoring => designs[config.key].scoring;
