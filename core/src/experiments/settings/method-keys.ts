import { methodConfigSchema, type MethodKey } from '../../methods/registry.ts';

/** Methods that an experiment can compare. */
export const methodKeys = methodConfigSchema.options.map(({ shape }) => shape.key.value) as [
  MethodKey,
  ...MethodKey[],
];

/** The methods that are compared unless others are named: those whose rankings of digits repeat best (docs/reproduction.md). */
export const comparedMethods: MethodKey[] = ['simclr', 'vicreg', 'moco', 'swav', 'byol'];
