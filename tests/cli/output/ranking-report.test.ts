import type { RunSummary } from '@engram/core';
import { describe, expect, it } from 'vitest';
import {
  formatRoleContrasts,
  meanMessage,
  scoreWords,
  type Reported,
} from '../../../cli/src/output/ranking-report.ts';

const contrast = { role: 'candidate', count: 10, mean: 0.2, low: 0.1, high: 0.3 };
const summary = {
  meanScore: 0.0125,
  low: 0.01,
  high: 0.02,
  positiveFraction: 0.75,
  identifiableCount: 40,
  medianStandardError: 0.001,
  roleContrasts: [contrast],
} as unknown as RunSummary;
const measuredBy = (measure?: string) =>
  ({ summary, config: { scoring: { measure } } }) as unknown as Reported;

describe('the report of a run', () => {
  it('calls the score of a proxy no memorization score', () => {
    expect(meanMessage(measuredBy())).toMatch(
      /^Mean memorization score 0\.0125 \(0\.0100 to 0\.0200\); 75 %/,
    );
    expect(meanMessage(measuredBy('label-confidence'))).toMatch(/^Mean memorization score 0\.0125/);
    expect(meanMessage(measuredBy('pixel-distance'))).toMatch(/^Mean score of the proxy '.*' 0\.0125/);
    expect(scoreWords({ scoring: { measure: 'pixel-distance' } } as never).highest).toBe('Highest scores:');
  });

  it('says of scores made elsewhere no more than that', () => {
    const config = { source: 'scores', scoring: { measure: 'imported' } } as never;
    expect(meanMessage({ summary, config })).toMatch(/^Mean imported score 0\.0125/);
    expect(scoreWords(config)).toMatchObject({ highest: 'Highest scores:', lowest: 'Lowest scores:' });
  });

  it('names what was measured of the parts of a split, in its direction', () => {
    expect(formatRoleContrasts(measuredBy())[0]).toBe(
      'Mean alignment loss under g minus that under f, part by part:',
    );
    expect(formatRoleContrasts(measuredBy('label-confidence'))[0]).toBe(
      'Mean label confidence under f minus that under g, part by part:',
    );
  });
});
