import { csvText } from '../../text/plain-text.ts';
import type { ExperimentResult } from './experiment-result.ts';

/** Files in which an experiment can be had. */
export const experimentFormats = ['csv', 'json'] as const;
export type ExperimentFormat = (typeof experimentFormats)[number];

type Cell = string | number | null;

const cellOf = (value: Cell): string => (typeof value === 'number' ? String(value) : csvText(value ?? ''));

/** Series and statements as one table: `kind` says which a row is. */
export function experimentCsv({ series, statements }: ExperimentResult): string {
  const head = [
    'kind',
    'key',
    'name',
    'x',
    'category',
    'y',
    'low',
    'high',
    'n',
    'confidence',
    'verdict',
    'reason',
    'source',
  ];
  const rows: Cell[][] = [
    ...series.flatMap(({ key, name, x: axis, points }) =>
      points.map(({ x, y, low, high, n }): Cell[] => [
        ...['point', key, name, x, axis.categories?.[x] ?? null, y, low, high, n],
        ...[null, null, null, null],
      ]),
    ),
    ...statements.map(({ claim, estimate, low, high, confidence, verdict, reason, source }): Cell[] => [
      ...['statement', null, claim, null, null, estimate, low, high, null],
      ...[confidence, verdict, reason, source],
    ]),
  ];
  return [head, ...rows].map((row) => `${row.map(cellOf).join(',')}\n`).join('');
}
