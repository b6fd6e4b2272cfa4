import type { RankingQuality } from '@engram/core';
import { formatCoefficient, formatFraction } from '../../format.ts';
import { rankingMessages } from '../../messages/ranking-messages.ts';
import { bands } from '../frame/chart.ts';
import { colourLegend, type MatrixCell, type MatrixSpec } from './matrix.ts';

/** What of an agreement becomes colour. */
export type AgreementMeasure = 'spearman' | 'kendall' | 'overlap';

interface Agreeing {
  id: string;
  summary: { spearmanBrown: number | null; ranking: RankingQuality } | null;
}

interface Agreement {
  a: string;
  b: string;
  spearman: number | null;
  kendallTau: number | null;
  overlap: number | null;
  chance: number | null;
}

interface Input {
  runs: readonly Agreeing[];
  /** Of the runs, each told apart. */
  names: readonly string[];
  /** One a pair, in either order. */
  cells: readonly Agreement[];
  measure: AgreementMeasure;
  /** What is measured, for readers. */
  measureLabel: string;
}

/** Share of the hue at an agreement of 1. */
const strongest = 0.52;

/** Runs × runs: the agreement of each pair of rankings, the reliability of each run on the diagonal. */
export function agreementSpec({ runs, names, cells, measure, measureLabel }: Input): MatrixSpec {
  const of = new Map(
    cells.flatMap((cell) => [[`${cell.a} ${cell.b}`, cell] as const, [`${cell.b} ${cell.a}`, cell] as const]),
  );
  const columns = runs.map((_, at) => String(at + 1));
  return {
    kind: 'matrix',
    title: 'Agreement of the rankings',
    description: `Agreement of the rankings of ${runs.length} runs: ${measureLabel}.`,
    x: bands('run', columns),
    y: bands(
      'run',
      names.map((name, at) => `${at + 1} ${name}`),
    ),
    cells: runs.map((run) =>
      runs.map((other) =>
        run === other ? diagonalOf(run) : cellOf(of.get(`${run.id} ${other.id}`), measure),
      ),
    ),
    strongest,
    legend: colourLegend((place) => (place === 0 ? '0 or less' : String(place)), strongest),
    note: 'On the diagonal: the reliability of each ranking.',
    size: { width: 200 + 110 * runs.length, height: 150 + 68 * runs.length },
  };
}

function diagonalOf({ summary }: Agreeing): MatrixCell {
  const value = summary?.spearmanBrown ?? null;
  const quality = summary ? rankingMessages[summary.ranking].label : 'unknown';
  return { value, level: null, isDiagonal: true, lines: [formatCoefficient(value), 'reliability', quality] };
}

function cellOf(cell: Agreement | undefined, measure: AgreementMeasure): MatrixCell {
  if (!cell) return { value: null, level: null, isDiagonal: false, lines: [] };
  const value = { spearman: cell.spearman, kendall: cell.kendallTau, overlap: cell.overlap }[measure];
  return {
    value,
    level: value,
    isDiagonal: false,
    lines: [
      formatCoefficient(value),
      measure === 'spearman'
        ? `τ ${formatCoefficient(cell.kendallTau)}`
        : `ρ ${formatCoefficient(cell.spearman)}`,
      measure === 'overlap'
        ? `by chance ${formatCoefficient(cell.chance)}`
        : `top ${formatFraction(cell.overlap)} / ${formatFraction(cell.chance)}`,
    ],
  };
}
