/** How the numbers that a measure read off t encoders become scores that are positive for memorized. */
import type { Scoring } from '../designs/design.ts';
import { encoderGroups } from '../designs/encoder-groups.ts';
import type { MeasureDefinition } from '../measures/measure-definition.ts';
import { mean, variance } from '../statistics/summary.ts';
import { tInterval } from '../statistics/t-interval.ts';
import { checkTable, type AlignmentTable, type TestedEstimate } from './estimate.ts';
import { weightedRows } from './weighted-scores.ts';

type Rule = Pick<MeasureDefinition, 'memorizedWhen' | 'isProxy' | 'isBinary'>;

const negated = (row: ArrayLike<number>): Float64Array => Float64Array.from(row, (value) => 0 - value);

/** The design's scoring, with its sign turned where large values mean memorized; the mean over all encoders for a proxy. */
export function measureScoring(rule: Rule, design: Scoring): Scoring {
  if (rule.isProxy) return proxyScoring(rule.memorizedWhen === 'large' ? 1 : -1);
  if (rule.memorizedWhen === 'small') return design;
  const turned = (table: AlignmentTable): AlignmentTable => ({
    ...table,
    alignments: table.alignments.map(negated),
  });
  const back = (value: number | null): number | null => (value === null ? null : 0 - value);
  return {
    ...(rule.isBinary && { isBinary: true }),
    losses: turned,
    estimates: (table, confidence) =>
      design.estimates(turned(table), confidence).map((estimate) => ({
        ...estimate,
        alignmentIn: back(estimate.alignmentIn),
        alignmentOut: back(estimate.alignmentOut),
      })),
    weighted: (table) => design.weighted(turned(table)),
  };
}

/** ± the mean over all encoders, with a t interval over the groups of encoders that are independent of each other. */
function proxyScoring(sign: 1 | -1): Scoring {
  const groupRows = (table: AlignmentTable): Float64Array[] =>
    encoderGroups(table).map((group) =>
      Float64Array.from(
        { length: table.alignments[0]!.length },
        (_, x) => sign * mean(group.map((encoder) => table.alignments[encoder]![x]!)),
      ),
    );
  return {
    isProxy: true,
    estimates: (table, confidence) => {
      checkTable(table);
      const rows = groupRows(table);
      return Array.from({ length: table.alignments[0]!.length }, (_, x) =>
        proxyEstimate(
          table,
          x,
          rows.map((row) => row[x]!),
          confidence,
        ),
      );
    },
    weighted: (table) =>
      weightedRows(
        groupRows(table),
        Int32Array.from({ length: table.alignments[0]!.length }, (_, x) => x),
      ),
  };
}

function proxyEstimate(
  { alignments, masks }: AlignmentTable,
  x: number,
  values: readonly number[],
  confidence: number,
): TestedEstimate {
  const [inside, outside] = [1, 0].map((bit) =>
    alignments.flatMap((row, encoder) => (masks[encoder]![x] === bit ? [row[x]!] : [])),
  ) as [number[], number[]];
  const shared = {
    value: mean(values),
    alignmentIn: inside.length > 0 ? mean(inside) : null,
    alignmentOut: outside.length > 0 ? mean(outside) : null,
    nIn: inside.length,
    nOut: outside.length,
    identifiable: true,
    // It is no difference, so that there is no null to test.
    degreesOfFreedom: null,
    pValue: null,
  };
  if (values.length < 2)
    return { ...shared, standardError: null, low: null, high: null, reason: 'NO_INTERVAL' };
  const standardError = Math.sqrt(variance(values) / values.length);
  const { low, high } = tInterval(shared.value, standardError, values.length - 1, confidence);
  return { ...shared, standardError, low, high, reason: null };
}
