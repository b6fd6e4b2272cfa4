import { methodConfigSchema, type MethodKey } from '../methods/registry.ts';

/** Methods that an experiment can compare. */
export const methodKeys = methodConfigSchema.options.map(({ shape }) => shape.key.value) as [
  MethodKey,
  ...MethodKey[],
];
