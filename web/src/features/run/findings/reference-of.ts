import { defaultMeasure } from '@engram/core';
import { measurementDifferences } from '../ensemble/measurement-differences.ts';
import type { Correlation } from './findings-document.ts';

/**
 * The correlation with the reference measure, the alignment: of several such runs the one that differs from `config` (JSON) in the fewest settings, the
 * newest of equals, never the one that correlates best. null where there is none.
 */
export function referenceOf(config: string, correlations: readonly Correlation[]): Correlation | null {
  const differences = ({ run }: Correlation): number => measurementDifferences(run.config, config).length;
  const [first] = correlations
    .filter(({ run }) => run.measure === defaultMeasure)
    .toSorted(
      (a, b) => differences(a) - differences(b) || Date.parse(b.run.createdAt) - Date.parse(a.run.createdAt),
    );
  return first ?? null;
}
