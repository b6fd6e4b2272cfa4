import {
  benjaminiHochberg,
  jackknife,
  kendallTauB,
  mean,
  overlapAtK,
  pairedT,
  quantile,
  spearman,
  welch,
} from '@engram/core';
import { describe, it } from 'vitest';
import { readFixture } from '../../helpers/fixtures.ts';
import { expectClose } from '../../oracles/close.ts';

type Sides = { a: number[]; b: number[] };
interface StatisticsFixture {
  welch: Sides & {
    confidence: number;
    difference: number;
    standardError: number;
    degreesOfFreedom: number;
    low: number;
    high: number;
    t: number;
    pValue: number;
  };
  pairedT: Sides & { t: number; pValue: number; difference: number; low: number; high: number };
  rank: Sides & { spearman: number; kendallTauB: number };
  benjaminiHochberg: { pValues: number[]; adjusted: number[] };
  overlapAtK: Sides & { k: number; overlap: number; chance: number };
  jackknife: { values: number[]; estimate: number; standardError: number };
  quantiles: { values: number[]; probabilities: number[]; linear: number[] };
}

const fixture = readFixture<StatisticsFixture>('statistics');

describe('statistics agree with scipy', () => {
  it('gives Welch’s interval, degrees of freedom and p-value', () => {
    const { a, b, confidence, ...expected } = fixture.welch;
    const actual = welch(a, b, confidence);
    for (const [name, value] of Object.entries(expected))
      expectClose(actual[name as keyof typeof actual], value);
  });

  it('gives the paired interval', () => {
    const { a, b, ...expected } = fixture.pairedT;
    const actual = pairedT(a, b);
    for (const [name, value] of Object.entries(expected))
      expectClose(actual[name as keyof typeof actual], value);
  });

  it('gives Spearman’s ρ and Kendall’s τ-b', () => {
    expectClose(spearman(fixture.rank.a, fixture.rank.b), fixture.rank.spearman);
    expectClose(kendallTauB(fixture.rank.a, fixture.rank.b), fixture.rank.kendallTauB);
  });

  it('adjusts p-values by Benjamini and Hochberg', () => {
    const adjusted = benjaminiHochberg(fixture.benjaminiHochberg.pValues);
    fixture.benjaminiHochberg.adjusted.forEach((value, i) => expectClose(adjusted[i], value));
  });

  it('gives overlap@k beside its chance level', () => {
    const { a, b, k, overlap, chance } = fixture.overlapAtK;
    const actual = overlapAtK(a, b, k);
    expectClose(actual.overlap, overlap);
    expectClose(actual.chance, chance);
  });

  it('gives the jackknife of a mean', () => {
    const actual = jackknife(fixture.jackknife.values, mean);
    expectClose(actual.estimate, fixture.jackknife.estimate);
    expectClose(actual.standardError, fixture.jackknife.standardError);
  });

  it('interpolates quantiles linearly', () => {
    fixture.quantiles.probabilities.forEach((probability, i) =>
      expectClose(quantile(fixture.quantiles.values, probability), fixture.quantiles.linear[i]),
    );
  });
});
