import { describe, expect, it } from 'vitest';
import { configFacts, scaleMessage } from '../../../web/src/features/run/config-facts.ts';

const valueOf = (config: unknown, term: string) =>
  configFacts(JSON.stringify(config)).facts.find((fact) => fact.term === term)?.value;

describe('the configuration in words', () => {
  it('names distance, norm and views as the scores were made', () => {
    const scoring = { views: 12, distance: 'cosine', unitNorm: false, confidence: 0.9 };
    expect(valueOf({ scoring }, 'Distance')).toBe('cosine, 1 − cos, raw representations');
    expect(valueOf({ scoring }, 'Views per datapoint')).toBe('12');
    expect(configFacts(JSON.stringify({ scoring })).confidence).toBe(0.9);
  });

  it('tells when the scoring views came from another policy than the training views', () => {
    const config = { policy: 'digits-weak', scoring: { policy: 'digits-strong' } };
    expect(valueOf(config, 'Augmentation policy')).toBe('digits-weak; scored with digits-strong');
  });

  it('names the settings that a method has of its own, and the parts that a design cuts', () => {
    expect(valueOf({ method: { key: 'simclr', temperature: 0.2 } }, 'Temperature')).toBe('0.2');
    expect(valueOf({ method: { key: 'vicreg', varianceWeight: 25 } }, 'Variance weight')).toBe('25');
    const fg = { sharedFraction: 0.8, candidateFraction: 0.1, independentFraction: 0.1, externalFraction: 0 };
    expect(valueOf({ estimator: { key: 'fg-split', encoders: 2, ...fg } }, 'Split')).toBe(
      'shared 80 %, candidate 10 %, independent 10 %',
    );
    expect(valueOf({ estimator: { key: 'half-split', encoders: 2 } }, 'Split')).toBeUndefined();
  });

  it('names the operations of a policy that the configuration writes out', () => {
    const policy = { operations: [{ key: 'rotation', degrees: 5 }, { key: 'noise' }] };
    expect(valueOf({ policy }, 'Augmentation policy')).toBe('rotation, noise');
  });

  it('leaves out what scores from elsewhere do not say', () => {
    expect(configFacts('{}')).toEqual({ confidence: 0.95, measure: 'alignment', facts: [], text: '{}' });
    expect(configFacts('not JSON')).toEqual({
      confidence: 0.95,
      measure: 'alignment',
      facts: [],
      text: null,
    });
  });

  it('tell what was measured, and nothing of scores that were made elsewhere', () => {
    const measureOf = (config: object) => configFacts(JSON.stringify(config)).measure;
    expect(measureOf({ scoring: { measure: 'deja-vu' } })).toBe('deja-vu');
    expect(measureOf({ scoring: { views: 4 } })).toBe('alignment');
    expect(measureOf({ source: 'scores', scoring: {} })).toBeNull();
  });
});

describe('between what a score lies', () => {
  const scale = (scoring: object): string | null => scaleMessage(JSON.stringify({ scoring }));

  it('is twice the largest distance of unit vectors, about 0', () => {
    expect(scale({ distance: 'l2', unitNorm: true })).toBe(
      'The distance (L2 of unit vectors) goes from 0 to 2, so that a score lies from −2 to 2.',
    );
    expect(scale({ distance: 'squared-l2', unitNorm: true })).toContain('from −4 to 4.');
    expect(scale({ distance: 'angular', unitNorm: false })).toContain('from −1 to 1.');
  });

  it('is not said where nothing bounds it', () => {
    for (const scoring of [{ distance: 'l2', unitNorm: false }, { distance: 'l1', unitNorm: true }, {}])
      expect(scale(scoring)).toBeNull();
    expect(scaleMessage('no JSON')).toBeNull();
  });
});
