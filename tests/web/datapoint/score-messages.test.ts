import { describe, expect, it } from 'vitest';
import { chosenScore } from '../../../web/src/features/datapoint/chosen-score.ts';
import { scoreSentences, type ScoreFacts } from '../../../web/src/features/datapoint/score-messages.ts';
import { parseDatapointState } from '../../../web/src/address/datapoint-state.ts';

const score = (patch: Partial<ScoreFacts> = {}): ScoreFacts => ({
  value: 0.05,
  alignmentIn: 0.2,
  alignmentOut: 0.25,
  low: 0.031,
  high: 0.0714,
  confidence: 0.95,
  nIn: 16,
  nOut: 15,
  identifiable: true,
  reasonCode: null,
  rank: 3,
  percentile: 99.8,
  topFraction: 0.87,
  run: { name: 'mnist-quick', measure: 'alignment', summary: { identifiableCount: 1000, ranking: 'GOOD' } },
  ...patch,
});
const text = (patch?: Partial<ScoreFacts>) => scoreSentences(score(patch)).join(' ');

describe('a score in words', () => {
  it('says effect, interval, place, stability and encoders', () => {
    expect(scoreSentences(score())).toEqual([
      'Its views lie 20 % closer together under encoders that saw it.',
      'The 95\u00a0% interval is 0.0310 to 0.0714: encoders that saw it align its views more tightly.',
      'Rank 3 of 1,000 (1 = most memorized), percentile 99.8.',
      'In the top 5 % with a probability of 87\u00a0%, by bootstrap over encoders.',
      'Of the encoders of this run, 16 trained with it and 15 without it.',
    ]);
  });

  it('speaks of views only where the measure is a distance of views', () => {
    const run = { name: 'units', measure: 'selectivity', summary: null };
    expect(text({ run })).not.toContain('views');
    expect(text({ run })).toContain(
      'above 0 as a whole: encoders that saw it differ from those that did not.',
    );
    expect(text({ run, low: -0.2, high: -0.1 })).toContain('below 0 as a whole');
    expect(text({ run, low: -0.2, high: 0.1 })).toContain('It includes 0');
  });

  it.each(['mean-alignment', 'imported'])(
    'does not say that encoders differ where %s compares none',
    (measure) => {
      const run = { name: 'proxy', measure, summary: null };
      for (const bounds of [{}, { low: -0.2, high: 0.1 }, { low: -0.2, high: -0.1 }])
        expect(text({ run, ...bounds })).not.toMatch(/encoders that saw|may differ|memorized/);
      expect(text({ run })).toContain('Rank 3 (1 = the highest score)');
    },
  );

  it('does not read a finding into an interval that holds 0', () => {
    expect(text({ low: -0.01, high: 0.1 })).toContain('It includes 0');
    expect(text({ low: -0.1, high: -0.01 })).toContain('less tightly');
  });

  it('says why there is no interval, and why there is no score', () => {
    expect(text({ low: null, high: null, reasonCode: 'NO_INTERVAL' })).toContain(
      'It has no interval: fewer than two encoders on one side.',
    );
    const [why] = scoreSentences(
      score({
        identifiable: false,
        value: null,
        reasonCode: 'NEVER_OUT',
      }),
    );
    expect(why).toBe('The score is not identifiable: every encoder was trained on this datapoint.');
  });

  it('warns of a ranking that is noise', () => {
    const summary = { identifiableCount: 1000, ranking: 'NOISE' } as const;
    expect(text({ run: { name: 'conv', measure: 'alignment', summary } })).toContain(
      'The ranking of conv is noise',
    );
  });
});

describe('the run that a datapoint is seen from', () => {
  const id = (n: number) => `0f8fad5b-d9cb-469f-a165-70867728950${n}`;
  const of = (n: number, spearmanBrown: number | null, value: number | null = 0.1, isProxy = false) => ({
    value,
    run: { id: btoa(`Run:${id(n)}`), isProxy, summary: spearmanBrown === null ? null : { spearmanBrown } },
  });
  const scores = [of(1, 0.2), of(2, 0.8), of(4, 0.8), of(5, 0.1), of(6, null)];

  it('is the one in the address, else the most reliable, and none when that one has no score', () => {
    expect(chosenScore(scores, id(1))).toBe(scores[0]);
    // Of equals the newest.
    expect(chosenScore(scores, null)).toBe(scores[2]);
    expect(chosenScore([of(1, null), of(2, null)], null)?.run.id).toBe(of(2, null).run.id);
    expect(chosenScore(scores, id(3))).toBeUndefined();
    expect(chosenScore([], null)).toBeUndefined();
  });

  it('is a proxy, or one without a value for the datapoint, only where there is no other', () => {
    const poor = of(1, 0.2);
    const proxy = of(2, 0.9, 0.1, true);
    const valueless = of(3, 0.9, null);
    expect(chosenScore([poor, proxy, valueless], null)).toBe(poor);
    expect(chosenScore([of(1, null), proxy, valueless], null)?.run.id).toBe(poor.run.id);
    expect(chosenScore([proxy, valueless], null)).toBe(proxy);
    expect(chosenScore([valueless], null)).toBe(valueless);
    expect(chosenScore([poor, proxy, valueless], id(2))).toBe(proxy);
  });

  it('is read from a UUID or a global id, and left out when it is neither', () => {
    const parse = (run: string) => parseDatapointState(new URLSearchParams({ run })).run;
    expect(parse(id(1).toUpperCase())).toBe(id(1));
    expect(parse(scores[0]!.run.id)).toBe(id(1));
    for (const wrong of ['', 'x', '../..', `${id(1)}0`]) expect(parse(wrong)).toBeNull();
  });
});

it('an imported score says where it comes from, and nothing of encoders', () => {
  const imported = { alignmentIn: null, alignmentOut: null, nIn: 0, nOut: 0, topFraction: null };
  expect(scoreSentences(score(imported))).toEqual([
    'The 95\u00a0% interval is 0.0310 to 0.0714.',
    'Rank 3 of 1,000 (1 = most memorized), percentile 99.8.',
    'The score was made elsewhere and imported: its encoders are not known here.',
  ]);
  expect(text({ ...imported, low: null, high: null, reasonCode: 'NOT_GIVEN' })).toContain(
    'It has no interval: the imported file gives none.',
  );
});
