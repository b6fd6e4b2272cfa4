import { describe, expect, it } from 'vitest';
import {
  formatAmount,
  formatCoefficient,
  formatDuration,
  formatFraction,
  formatHalfWidth,
  formatInterval,
  formatMoment,
  formatScore,
  joinFacts,
} from '../../web/src/format.ts';

describe('numbers on a page', () => {
  it('have a proper minus, and none before a zero', () => {
    expect(formatScore(-0.0123)).toBe('\u22120.0123');
    expect(formatScore(-0.00001)).toBe('0.0000');
    expect(formatCoefficient(-0.001)).toBe('0.00');
  });

  it('say that nothing is known by a dash, never by 0', () => {
    expect(formatScore(null)).toBe('–');
    expect(formatFraction(null)).toBe('–');
    expect(formatInterval(null)).toBe('no interval');
    expect(formatHalfWidth({ low: 0.1, high: null })).toBe('no interval');
  });

  it('lose decimals as they grow', () => {
    expect([0.02371, 3.14159, 31.4159, 314.159, 31415.9].map(formatScore)).toEqual([
      '0.0237',
      '3.142',
      '31.42',
      '314.2',
      '31416',
    ]);
  });

  it('never round to all or nothing what is neither', () => {
    expect([1, 0.9996, 0.96, 0.001, 0].map(formatFraction)).toEqual(
      ['100 %', '99.9 %', '96 %', '< 1 %', '0 %'].map((text) => text.replaceAll(' ', '\u00a0')),
    );
  });

  it('give an interval by its ends or by half its width', () => {
    expect(formatInterval({ low: -0.01, high: 0.03 })).toBe('\u22120.0100 to 0.0300');
    expect(formatHalfWidth({ low: -0.01, high: 0.03 })).toBe('± 0.0200');
  });

  it('count in thousands and in the singular', () => {
    expect(formatAmount(1, 'encoder')).toBe('1 encoder');
    expect(formatAmount(1234567, 'datapoint')).toBe('1,234,567 datapoints');
  });

  it('say a fact once', () => {
    expect(joinFacts('views', 'imported', 'imported', '2 encoders')).toBe('views · imported · 2 encoders');
  });
});

describe('times on a page', () => {
  it('are the same on every machine', () => {
    expect(formatMoment('2026-11-24T00:34:56.789Z')).toBe('24 Nov 2026, 00:34 UTC');
  });

  it.each([
    [400, '0 s'],
    [59_400, '59 s'],
    [60_000, '1 min'],
    [185_000, '3 min 5 s'],
    [7_800_000, '2 h 10 min'],
  ])('%i ms is %s', (durationMs, text) => expect(formatDuration(durationMs)).toBe(text));
});
