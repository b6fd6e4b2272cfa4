import type { ScoreTable, TableSection } from '@engram/core';

export const tableScore = (change: Partial<TableSection['scores'][number]> = {}) => ({
  index: 7,
  class: 3,
  rank: 1,
  value: 0.012345,
  low: 0.0101,
  high: 0.0146,
  standardError: 0.0011,
  relativeValue: 0.4567,
  alignmentIn: 0.01,
  alignmentOut: 0.022345,
  percentile: 99.95,
  topFraction: 0.875,
  nIn: 8,
  nOut: 8,
  confidence: 0.95,
  ...change,
});

export const scoreTable = (change: Partial<ScoreTable> = {}): ScoreTable => ({
  title: 'Digits',
  hash: 'ab'.repeat(32),
  url: 'https://scores.example.org/s/abab',
  columns: ['rank', 'index', 'class', 'score', 'interval'],
  sections: [
    {
      run: '0f0e0d0c-0b0a-4908-8706-050403020100',
      name: 'run',
      estimator: 'half-split',
      encoderCount: 16,
      scores: [tableScore()],
    },
  ],
  ...change,
});
