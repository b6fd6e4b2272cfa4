import { describe, expect, it } from 'vitest';
import { formatDuration } from '../../cli/src/output/durations.ts';
import { didYouMean } from '../../cli/src/config/nearest.ts';
import { plain } from '../../cli/src/output/output.ts';
import { scores } from '@engram/store';
import { blankScore } from '../factories/run.ts';
import { formatScores, type ScoreFormat } from '../../cli/src/output/score-formats.ts';

type ScoreRecord = scores.ScoreRecord;

const scored: ScoreRecord = {
  ...blankScore,
  index: 3,
  contentHash: 'ab',
  class: 6,
  className: 'six',
  reasonCode: null,
  value: 0.25,
  relativeValue: 0.5,
  alignmentIn: 0.125,
  alignmentOut: 0.375,
  standardError: 0.01,
  low: 0.2,
  high: 0.3,
  nIn: 4,
  nOut: 4,
  rank: 1,
  percentile: 100,
  topFraction: 0.9,
  fdr: 0.0123,
  identifiable: true,
};
const unscored: ScoreRecord = {
  ...blankScore,
  index: 4,
  contentHash: 'ab',
  className: null,
  reasonCode: 'NEVER_OUT',
  alignmentIn: 0.125,
  nIn: 4,
  reason: '=never out, "ever"',
};

async function written(format: ScoreFormat, records: ScoreRecord[]): Promise<string> {
  let text = '';
  const source = (async function* () {
    yield* records;
  })();
  for await (const piece of formatScores[format](source)) text += piece;
  return text;
}

describe('score formats', () => {
  it('write json as an array of rows with the promised names, and role and reason where there is one', async () => {
    const rows = JSON.parse(await written('json', [scored, unscored])) as ScoreRecord[];
    const { role, reason, reasonCode, ...promised } = scored;
    expect([role, reason, reasonCode]).toEqual([null, null, null]);
    expect(rows[0]).toEqual(promised);
    expect(rows[1]).toMatchObject({ identifiable: false, reason: unscored.reason, reasonCode: 'NEVER_OUT' });
    expect(rows[1]).not.toHaveProperty('role');
    expect(Object.keys(rows[0]!)).toEqual(
      (
        'index contentHash class className value relativeValue alignmentIn alignmentOut standardError low high ' +
        'nIn nOut rank percentile topFraction fdr identifiable'
      ).split(' '),
    );
  });

  it('write no rows as an empty array', async () => {
    expect(JSON.parse(await written('json', []))).toEqual([]);
  });

  it('write csv with every column, empty where there is no value, and nothing a spreadsheet would run', async () => {
    const lines = (await written('csv', [scored, unscored])).split('\n');
    expect(lines[0]).toBe(scores.recordFields.join(','));
    expect(lines[1]).toBe('3,ab,6,six,0.25,0.5,0.125,0.375,0.01,0.2,0.3,4,4,1,100,0.9,0.0123,true,,,');
    expect(lines[2]).toBe(`4,ab,,,,,0.125,,,,,4,0,,,,,false,,"'=never out, ""ever""",NEVER_OUT`);
  });

  it('write a table that says why a score is missing', async () => {
    const text = plain(await written('table', [scored, unscored]));
    expect(text).toContain('0.2500');
    expect(text).toContain('0.2000 … 0.3000');
    expect(text).toContain('=never out');
  });
});

describe('words', () => {
  it.each([
    [0, '0 s'],
    [59.4, '59 s'],
    [59.6, '1 min 0 s'],
    [125, '2 min 5 s'],
    [3840, '1 h 4 min'],
    [-3, '0 s'],
  ])('say %s seconds as %s', (seconds, words) => expect(formatDuration(seconds)).toBe(words));

  it('guess a near name and keep quiet about a far one', () => {
    expect(didYouMean('mnist-quik', ['mnist-quick', 'smoke'])).toContain("'mnist-quick'");
    expect(didYouMean('zzzzzzzzzzzz', ['mnist-quick', 'smoke'])).toBe('');
    expect(didYouMean('nope', ['mnist-quick', 'smoke'])).toBe('');
  });

  it('take control sequences out of what others wrote', () => {
    expect(plain('\u001b[31mred\u001b[0m\u0007\u009b name')).toBe('red name');
  });
});
