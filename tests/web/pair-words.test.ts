import { describe, expect, it } from 'vitest';
import type { RankingQuality } from '@engram/core';
import { differenceWords } from '../../web/src/comparability-words.ts';
import { pairVerdict } from '../../web/src/features/pair/pair-words.ts';

const run = (name: string, ranking: RankingQuality, reliability: number | null) => ({
  name,
  ranking,
  reliability,
});

describe('what a disagreement is worth', () => {
  it('is nothing when either ranking is noise, and the noisy run is named', () => {
    const { tone, title, text } = pairVerdict(run('one', 'GOOD', 0.9), run('two', 'NOISE', 0.05), 0.1);
    expect([tone, title]).toEqual(['bad', 'These disagreements are no finding']);
    expect(text).toContain('The ranking of two is noise');
  });

  it('is little when either ranking is weak or unknown', () => {
    expect(pairVerdict(run('one', 'GOOD', 0.9), run('two', 'WEAK', 0.4), 0.3).tone).toBe('caution');
    const { tone, text } = pairVerdict(run('one', 'UNKNOWN', null), run('two', 'UNKNOWN', null), 0.3);
    expect(tone).toBe('caution');
    expect(text).toContain('Both rankings are of unknown reliability');
    expect(text).not.toContain('at most');
  });

  it('is measured against the correlation that two such reliable rankings can have', () => {
    const { tone, text } = pairVerdict(run('one', 'GOOD', 0.81), run('two', 'GOOD', 0.64), 0.5);
    expect(tone).toBe('good');
    expect(text).toContain('a correlation of about 0.72 is the most to be expected; it is 0.50');
    expect(pairVerdict(run('one', 'GOOD', 0.8), run('two', 'FAIR', 0.6), 0.5).tone).toBe('neutral');
  });
});

describe('what two runs differ in', () => {
  it('is said in words, and a key without words by its name', () => {
    expect(differenceWords([])).toBe('');
    expect(differenceWords(['distance'])).toBe('the distance');
    expect(differenceWords(['distance', 'encoderIds', 'novel'])).toBe('the distance, the encoders and novel');
  });
});
