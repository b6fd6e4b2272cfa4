import type { ScoreEstimate } from '@engram/core';
import { isClose } from './close.ts';

export interface SubsetFixture {
  alignment: number[][];
  mask: number[][];
  confidence: number;
  rows: ({
    datapoint: number;
    nIn: number;
    nOut: number;
    identifiable: boolean;
    score: number | null;
  } & Partial<
    Record<'alignmentIn' | 'alignmentOut' | 'standardError' | 'low' | 'high' | 'pValue', number | null>
  >)[];
}

type Estimate = ScoreEstimate & { pValue?: number | null };

/** Where estimates differ from the reference values by more than 1e-6; the check that a wrong sign must not pass. */
export function fixtureMistakes(estimates: readonly Estimate[], { rows }: SubsetFixture): string[] {
  return rows.flatMap((row) => {
    const { datapoint, nIn, nOut, identifiable, score, ...rest } = row;
    const estimate = estimates[datapoint];
    const mistakes: string[] = [];
    const note = (name: string, actual: unknown, expected: unknown): void =>
      void mistakes.push(`datapoint ${datapoint}, ${name}: ${String(actual)}, not ${String(expected)}`);
    for (const [name, expected] of Object.entries({ nIn, nOut, identifiable }))
      if (estimate[name as 'nIn'] !== expected) note(name, estimate[name as 'nIn'], expected);
    for (const [name, expected] of Object.entries({ value: score, ...rest })) {
      const actual = estimate[name as 'value'];
      if (expected === undefined) continue;
      if (expected === null ? actual !== null : !isClose(actual, expected)) note(name, actual, expected);
    }
    return mistakes;
  });
}
