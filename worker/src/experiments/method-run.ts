import type { MethodKey, RunConfig, RunConfigInput } from '@engram/core';

/** Largest learning rates of SGD at which a method was seen to train; at .06, with which SimCLR does, VICReg’s loss diverges on MNIST. */
const mostLearningRate: Partial<Record<MethodKey, number>> = { vicreg: 0.01 };

/** What turns the base run of an experiment into one of another method: its settings hold for its own method. */
export function methodChanges(
  { method, optimizer }: Pick<RunConfig, 'method' | 'optimizer'>,
  key: MethodKey,
): Partial<RunConfigInput> {
  if (key === method.key) return { method };
  const most = mostLearningRate[key];
  if (most === undefined || (optimizer.key ?? 'sgd') !== 'sgd') return { method: { key } };
  return {
    method: { key },
    optimizer: { ...optimizer, learningRate: Math.min(most, optimizer.learningRate) },
  };
}
