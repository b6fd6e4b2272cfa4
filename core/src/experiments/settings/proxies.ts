import { z } from 'zod';
import { isProxy, measureKeySchema, type MeasureKey } from '../../measures/registry.ts';

/** Measures that say how atypical a datapoint is, without comparing encoders that saw it with others. */
export const proxyKeys = measureKeySchema.options.filter(isProxy) as [MeasureKey, ...MeasureKey[]];

/** Those beside what an experiment reads anyway. */
export const proxiesBeside = (...read: MeasureKey[]) =>
  proxyKeys.filter((key) => !read.includes(key)) as [MeasureKey, ...MeasureKey[]];

/** A choice of proxies, each named once. */
export const proxiesSchema = (keys: [MeasureKey, ...MeasureKey[]]) =>
  z
    .array(z.enum(keys))
    .refine((chosen) => new Set(chosen).size === chosen.length, { error: 'each proxy is named once' });
