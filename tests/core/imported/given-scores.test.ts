import { methodsParagraph, methodsText, owedReferences, publishGivenScores } from '@engram/core';
import { describe, expect, it } from 'vitest';

const datapoints = [3, 5, 8, 9].map((index) => ({ index, contentHash: `h${index}`, class: index === 9 ? null : index % 2 })); // prettier-ignore
const none = { standardError: null, low: null, high: null };

describe('scores made elsewhere', () => {
  const given = [
    { value: 2, standardError: 0.5, low: 1, high: 3 },
    { value: null, ...none },
    { value: -1, ...none, standardError: 0.1 },
    { value: 2, standardError: 0.3, low: 0, high: 4 },
  ];
  const { rows, summary, classSummaries } = publishGivenScores(given, datapoints);

  it('keep their values, and get ranks and percentiles', () => {
    expect(rows.map(({ index, value, rank, percentile }) => [index, value, rank, percentile])).toEqual([
      [3, 2, 1, 100],
      [5, null, null, null],
      [8, -1, 3, 100 / 3],
      [9, 2, 2, 100],
    ]);
    expect(rows.map(({ low, high, standardError }) => [low, high, standardError])).toEqual([
      [1, 3, 0.5],
      [null, null, null],
      [null, null, 0.1],
      [0, 4, 0.3],
    ]);
  });

  it('say where nothing was given, and have nothing that takes encoders', () => {
    expect(rows.map(({ identifiable, reason }) => [identifiable, reason])).toEqual([
      [true, null],
      [false, 'NOT_GIVEN'],
      [true, 'NOT_GIVEN'],
      [true, null],
    ]);
    for (const row of rows)
      expect(row).toMatchObject({ nIn: 0, nOut: 0, alignmentIn: null, alignmentOut: null, topFraction: null, relativeValue: null }); // prettier-ignore
    expect(summary).toEqual({
      ...{ meanScore: 1, low: null, high: null, positiveFraction: 2 / 3, identifiableCount: 3 },
      ...{ medianStandardError: 0.3, splitHalfSpearman: null, spearmanBrown: null, ranking: 'UNKNOWN' },
    });
  });

  it('have means of classes without intervals', () => {
    expect(classSummaries).toEqual([
      { class: 0, count: 1, mean: -1, low: null, high: null },
      { class: 1, count: 1, mean: 2, low: null, high: null },
    ]);
  });

  it('are described as what they are', () => {
    const config = {
      ...{ name: 'x', dataset: 'd', source: 'scores', contentHash: 'c', method: { key: 'TRAK' } },
      ...{ estimator: { key: 'imported', encoders: 0 }, scoring: { measure: 'imported', views: 0, confidence: 0.9 } },
    } as never; // prettier-ignore
    const input = { config, dataset: 'digits', scoredCount: 1200, encoderCount: 0, codeVersion: '1', engine: 'imported' }; // prettier-ignore
    expect(methodsText(methodsParagraph({ ...input, summary: { medianStandardError: 0.3 } }))).toBe(
      'We used scores of 1,200 datapoints of digits that were made by TRAK outside Engram. Their standard errors were given with them. ' +
        'They were imported into Engram 1, which ranked them and computed nothing else.',
    );
    expect(owedReferences(config)).toEqual([]);
  });
});
