import { canonicalJson, type RunConfig } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { measurementDifferences } from '../../../../web/src/features/run/ensemble/measurement-differences.ts';
import { config } from '../../../factories/run.ts';

const measured = (scoring: Partial<RunConfig['scoring']>): string =>
  canonicalJson({ ...config, name: 'other', scoring: { ...config.scoring, ...scoring } });
const here = canonicalJson(config);

describe('what two runs of an ensemble measure differently', () => {
  it.each<[Partial<RunConfig['scoring']>, string, string, string]>([
    [{ views: 20 }, 'Views', '20', '10'],
    [{ distance: 'l1' }, 'Distance', 'L1', 'L2'],
    [{ unitNorm: false }, 'Representations', 'raw', 'unit-norm'],
    [{ layer: 'layer1' }, 'Layer', 'layer1', 'representation'],
    [{ policy: 'digits-strong' }, 'Scoring policy', 'digits-strong', 'digits-weak'],
    [
      { policy: { operations: [{ key: 'rotation', degrees: 5 }] } },
      'Scoring policy',
      'rotation',
      'digits-weak',
    ],
    [{ viewSeed: 7 }, 'View seed', '7', '0'],
    [{ confidence: 0.9 }, 'Confidence', '90\u00a0%', '95\u00a0%'],
  ])('%j', (scoring, term, value, mine) => {
    expect(measurementDifferences(measured(scoring), here)).toEqual([{ term, value, here: mine }]);
  });

  it('are all settings of the measurement that there are', () => {
    const everything: Required<RunConfig['scoring']> = {
      views: 20,
      distance: 'l1',
      unitNorm: false,
      policy: 'digits-strong',
      measure: 'alignment',
      layer: 'layer1',
      viewSeed: 7,
      confidence: 0.9,
    };
    const otherwise = measured({ ...everything, measure: 'unheard-of' as 'alignment' });
    expect(measurementDifferences(otherwise, here)).toHaveLength(Object.keys(everything).length);
  });

  it('are none where a setting is only left out, or the name is another', () => {
    const stated = {
      measure: 'alignment',
      layer: 'representation',
      policy: 'digits-weak',
      viewSeed: 0,
    } as const;
    expect(measurementDifferences(measured(stated), here)).toEqual([]);
  });

  it('are stated as such where a configuration says less', () => {
    expect(measurementDifferences('{}', canonicalJson({ scoring: { views: 3 } }))).toEqual([
      { term: 'Views', value: 'not stated', here: '3' },
    ]);
    expect(measurementDifferences('no JSON', '{}')).toEqual([]);
  });
});
