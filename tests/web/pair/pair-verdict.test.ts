import { describe, expect, it } from 'vitest';
import type { RankingQuality } from '@engram/core';
import { differingSettings } from '../../../web/src/messages/comparability-messages.ts';
import { ceilingOf } from '../../../web/src/features/compare/ceiling.ts';
import { matrixMessage } from '../../../web/src/features/compare/matrix-message.ts';
import { pairVerdict } from '../../../web/src/features/pair/pair-verdict.ts';

const run = (name: string, ranking: RankingQuality, reliability: number | null) => ({
  name,
  ranking,
  reliability,
});
const cell = (spearman: number | null, differingKeys = ['encoderIds']) => ({ spearman, differingKeys });

describe('what a disagreement is worth', () => {
  it('is nothing when either ranking is noise, and the noisy run is named', () => {
    const { tone, title, text } = pairVerdict(run('one', 'GOOD', 0.9), run('two', 'NOISE', 0.05), cell(0.1));
    expect([tone, title]).toEqual(['bad', 'These disagreements are not a finding']);
    expect(text).toContain('The ranking of two is noise');
  });

  it('is little when either ranking is weak or unknown', () => {
    expect(pairVerdict(run('one', 'GOOD', 0.9), run('two', 'WEAK', 0.4), cell(0.3)).tone).toBe('caution');
    const { tone, text } = pairVerdict(run('one', 'UNKNOWN', null), run('two', 'UNKNOWN', null), cell(0.3));
    expect(tone).toBe('caution');
    expect(text).toContain('Both rankings are of unknown reliability');
    expect(text).not.toContain('at most');
  });

  it('is measured against the correlation that two such reliable rankings can have', () => {
    const { tone, text } = pairVerdict(run('one', 'GOOD', 0.81), run('two', 'GOOD', 0.64), cell(0.5));
    expect(tone).toBe('neutral');
    expect(text).toContain('a correlation of about 0.72 is the most to be expected; it is 0.50');
    expect(pairVerdict(run('one', 'GOOD', 0.8), run('two', 'FAIR', 0.6), cell(0.5)).tone).toBe('neutral');
  });
});

describe('disagreements of two reliable rankings', () => {
  const titleAt = (spearman: number) =>
    pairVerdict(run('one', 'GOOD', 0.81), run('two', 'GOOD', 0.75), cell(spearman)).title;

  it('would repeat only as far as the two agree by less than their reliabilities allow', () => {
    expect(titleAt(0.1)).toBe('Large disagreements would repeat');
    expect(titleAt(0.6)).toBe('Read these disagreements in groups');
    expect(titleAt(0.75)).toBe('These disagreements are mostly chance');
  });
});

describe('the ceiling of an agreement', () => {
  const ranked = (spearmanBrown: number | null) => ({ summary: { spearmanBrown } });

  it('is √(r · s), which may lie above the smaller of two reliabilities', () => {
    expect(ceilingOf(cell(0.55), ranked(0.41), ranked(0.84))).toBeCloseTo(0.587, 3);
    expect(ceilingOf(cell(0.55), ranked(0.84), ranked(0.41))).toBeCloseTo(0.587, 3);
  });

  it('is unknown without two reliabilities above 0, and of two measurements by the same encoders', () => {
    expect(ceilingOf(cell(0.5), ranked(null), ranked(0.8))).toBeNull();
    expect(ceilingOf(cell(0.5), ranked(-0.1), ranked(0.8))).toBeNull();
    expect(ceilingOf(cell(0.5, ['distance']), ranked(0.8), ranked(0.8))).toBeNull();
    expect(
      pairVerdict(run('one', 'GOOD', 0.8), run('two', 'GOOD', 0.8), cell(0.9, ['distance'])).text,
    ).not.toContain('to be expected');
  });
});

describe('the words of the matrix', () => {
  const words = (sizes: number[]) =>
    matrixMessage(
      { measure: 'spearman', top: 5 },
      sizes.map((k) => ({ k })),
    );

  it('name √(r₁ · r₂) as what a ρ can reach, never the reliability of one run', () => {
    expect(words([50])).toContain('by independent encoders can be expected to reach √(r₁ · r₂) at most');
    expect(words([50])).not.toContain('no pair can');
  });

  it('give the size of the top pair by pair', () => {
    expect(words([50, 50])).toContain(
      'The top 5 % are the 50 most memorized of the datapoints that two runs share.',
    );
    expect(words([50, 4, 10])).toContain('The top 5 % are, pair by pair, the 4 to 50 most memorized');
  });
});

describe('what two runs differ in', () => {
  it('is said in words, and a key without words by its name', () => {
    expect(differingSettings([])).toBe('');
    expect(differingSettings(['distance'])).toBe('the distance');
    expect(differingSettings(['distance', 'encoderIds', 'novel'])).toBe(
      'the distance, the encoders and novel',
    );
  });
});
