import { optimizerConfigSchema, optimizerKey } from '@engram/core';
import { describe, expect, it } from 'vitest';

describe('the optimizer of a configuration', () => {
  it('is SGD when it names none, and reads what was written before there were others', () => {
    const written = { learningRate: 0.06, momentum: 0.9, weightDecay: 0, warmupFraction: 0 };
    expect(optimizerConfigSchema.parse({})).toEqual(written);
    expect(optimizerConfigSchema.parse(written)).toEqual(written);
    expect(optimizerKey(optimizerConfigSchema.parse({}))).toBe('sgd');
  });

  it('is the same configuration whether SGD is named or not', () => {
    const named = optimizerConfigSchema.parse({ key: 'sgd', learningRate: 0.1 });
    expect(named).toEqual(optimizerConfigSchema.parse({ learningRate: 0.1 }));
    expect(Object.keys(named)).not.toContain('key');
  });

  it('has the settings of its own kind alone', () => {
    expect(optimizerConfigSchema.parse({ key: 'lars' })).toMatchObject({ trustCoefficient: 0.001 });
    expect(optimizerConfigSchema.parse({ key: 'adamw', clipNorm: 1 })).toMatchObject({
      beta2: 0.999,
      clipNorm: 1,
    });
    expect(optimizerConfigSchema.safeParse({ key: 'adamw', momentum: 0.9 }).success).toBe(false);
    expect(optimizerConfigSchema.safeParse({ trustCoefficient: 0.1 }).success).toBe(false);
    expect(optimizerConfigSchema.safeParse({ key: 'adam' }).success).toBe(false);
    expect(optimizerConfigSchema.safeParse({ clipNorm: 0 }).success).toBe(false);
  });
});
