import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  experimentConfigOf,
  experimentConfigSchema,
  experimentKindOf,
  experimentKinds,
  mergeConfig,
  statementAbove,
  verdictAbove,
} from '@engram/core';

/** Configurations of experiments that were made before they would have been refused. */
const refusedLater = [
  ['agreement', { run: { scoring: { measure: 'neighbour-distance' } } }],
  ['dynamics', { run: { scoring: { measure: 'label-confidence' } } }],
  ['contamination', { run: { estimator: { key: 'fg-split' } } }],
  ['removal', { run: { epochs: 60_000 } }],
  ['redrawing', { run: { estimator: { key: 'half-split', encoders: 8 } } }],
] as const;

describe('the configuration of an experiment', () => {
  it.each(experimentKinds)('of %s has whole settings, full and small', (kind) => {
    for (const small of [false, true]) {
      const config = experimentConfigOf(kind, {}, { small });
      expect(config.key).toBe(kind);
      expect(config.run).toMatchObject({
        dataset: kind === 'one-dimensional' ? kind : 'mnist',
        scoring: { distance: 'l2' },
      });
      expect(config.run).not.toHaveProperty('name');
      // What is stored is read as it was.
      expect(canonicalJson(experimentConfigOf(kind, config))).toBe(canonicalJson(config));
    }
  });

  it.each([
    [{ outliers: [] }, /nothing is planted/],
    [{ foreignDataset: 'mnist' }, /it is the dataset itself/],
    [{ outliers: ['rotated', 'rotated'] }, /named once/],
  ])('of contamination is refused with %j', (changes, message) => {
    expect(() => experimentConfigOf('contamination', changes)).toThrow(message);
  });

  it.each([
    ['removal', 'fg-split'],
    ['removal', 'exclusion'],
    ['contamination', 'fg-split'],
    ['contamination', 'exclusion'],
  ] as const)('of %s is refused with a design that scores a part: %s', (kind, key) => {
    const changes = { run: { estimator: { key } } };
    expect(() => experimentConfigOf(kind, changes)).toThrow(
      new RegExp(`run\\.estimator\\.key: ${key} scores only a part.*use half-split`),
    );
    const subset = { run: { estimator: { key: 'subset' } } };
    expect(experimentConfigOf(kind, subset).run.estimator.key).toBe('subset');
  });

  it.each(['half-split', 'subset', 'leave-one-out', 'exclusion'] as const)(
    'of redrawing is refused with a design under which encoders cancel: %s',
    (key) => {
      expect(() => experimentConfigOf('redrawing', { run: { estimator: { key } } })).toThrow(
        new RegExp(`run\\.estimator\\.key: under ${key} what an encoder does.*use fg-split`),
      );
    },
  );

  it.each(experimentKinds)('of %s is refused with a proxy, which has no memorization score', (kind) => {
    const changes = { run: { scoring: { measure: 'neighbour-distance' } } };
    expect(() => experimentConfigOf(kind, changes)).toThrow(
      /valid\. run\.scoring\.measure: neighbour-distance is a proxy[^;]*\.$/,
    );
  });

  it.each(['contamination', 'dynamics', 'estimators'] as const)(
    'of %s is refused with a measure that is no alignment loss, of which it makes claims',
    (kind) => {
      const by = (measure: string) => experimentConfigOf(kind, { run: { scoring: { measure } } });
      expect(() => by('label-confidence')).toThrow(/run\.scoring\.measure: .*is no alignment loss/);
      expect(by('layer-alignment').run.scoring.measure).toBe('layer-alignment');
    },
  );

  it('of removal does not remove more than half, where the most and the least memorized would be the same', () => {
    expect(() => experimentConfigOf('removal', { removedFractions: [0.2, 0.6] })).toThrow(/0\.5/);
  });

  it('of removal leaves room for the epochs that fewer datapoints take', () => {
    expect(() => experimentConfigOf('removal', { run: { epochs: 60_000 } })).toThrow(/run\.epochs: .*25000/);
  });

  it.each(refusedLater)(
    'of %s with %j is read where it is stored, and refused where it is new',
    (kind, changes) => {
      const stored = mergeConfig(experimentConfigOf(kind, {}, { small: true }), changes);
      expect(experimentConfigSchema.parse(stored)).toMatchObject(changes);
      expect(() => experimentConfigOf(kind, changes)).toThrow(/is not valid\. run\./);
    },
  );

  it('changes what is named, deep inside too, and keeps the rest', () => {
    const config = experimentConfigOf('agreement', {
      run: { epochs: 3, method: { temperature: 0.1 } },
      seeds: 3,
    });
    expect(config).toMatchObject({
      seeds: 3,
      run: { epochs: 3, method: { key: 'simclr', temperature: 0.1 } },
    });
    expect(config.run.datapoints).toBe(1000);
  });

  it('names each member that is wrong', () => {
    expect(() => experimentConfigOf('agreement', { seeds: 1, run: { epochs: 0 } })).toThrow(
      /seeds: it must be at least 2.*|run\.epochs/s,
    );
    expect(() => experimentConfigOf('agreement', { seedz: 3 })).toThrow(/"seedz" is no member of it/);
    const falling = [2, 1].map((strength) => ({ strength, policy: 'digits-weak' }));
    expect(() => experimentConfigOf('augmentation-strength', { levels: falling })).toThrow(/must rise/);
  });

  it('of an unknown kind is rejected with the nearest', () => {
    expect(() => experimentKindOf('agrement')).toThrow(/nearest is 'agreement'/);
  });
});

describe('a verdict', () => {
  it.each([
    [{ estimate: 1, low: 0.5, high: 1.5 }, 'HOLDS'],
    [{ estimate: 0.2, low: -0.1, high: 0.5 }, 'CANNOT_BE_TOLD'],
    [{ estimate: -1, low: -1.5, high: -0.5 }, 'DOES_NOT_HOLD'],
    [{ estimate: 3, low: null, high: null }, 'CANNOT_BE_TOLD'],
  ] as const)('on %o is %s', (interval, verdict) => {
    expect(verdictAbove(interval, 0)).toBe(verdict);
  });

  it('without an interval says why, and claims no confidence', () => {
    const statement = statementAbove('x', { estimate: 3, low: null, high: null }, { confidence: 0.95 });
    expect(statement).toMatchObject({ verdict: 'CANNOT_BE_TOLD', confidence: null });
    expect(statement.reason).toContain('more encoders');
  });
});
