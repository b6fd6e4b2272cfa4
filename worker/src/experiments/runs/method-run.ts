import { methodDefinitions, type MethodKey, type RunConfig, type RunConfigInput } from '@engram/core';

/** What turns the base run of an experiment into one of another method: its settings hold for its own method. */
export function methodChanges(
  { method, optimizer }: Pick<RunConfig, 'method' | 'optimizer'>,
  key: MethodKey,
): Partial<RunConfigInput> {
  if (key === method.key) return { method };
  const { maxLearningRate } = methodDefinitions[key];
  if (maxLearningRate === undefined || (optimizer.key ?? 'sgd') !== 'sgd') return { method: { key } };
  return {
    method: { key },
    optimizer: { ...optimizer, learningRate: Math.min(maxLearningRate, optimizer.learningRate) },
  };
}
