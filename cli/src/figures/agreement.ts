import { DomainError } from '@engram/core';
import { runs as runRepository, type RunAgreement, type RunRow, type Store } from '@engram/store';
import { agreementSpec, formatCoefficient } from '@engram/web';
import { groupBy } from './group-by.ts';
import type { Figure, FigureKind, FigureSource } from './figure.ts';

/** Runs of one matrix: the numbers of more do not fit a page. */
const maxRuns = 8;
const topPercent = 5;
/** Pixels that a cell takes with all its lines. */
const fullCell = 100;

/** How far the rankings of runs agree, a matrix a dataset that two runs or more are of. */
export const agreement: FigureKind = {
  async list(source) {
    const groups = [...groupBy(source.runs, ({ datasetId }) => datasetId).values()];
    const several = groups.filter((runs) => runs.length > 1);
    return several.map((runs, at) => {
      const title = 'Agreement of the rankings';
      return {
        name: `agreement-${at + 1}`,
        title,
        load: (width: number) => load(source, runs.slice(0, maxRuns), width, runs.length),
      };
    });
  },
};

async function load(
  { store }: FigureSource,
  runs: readonly RunRow[],
  width: number,
  all: number,
): Promise<Omit<Figure, 'name' | 'title'>> {
  const pairs = await pairsOf(store, runs);
  const spec = agreementSpec({
    runs,
    names: runs.map(({ name }) => name),
    cells: pairs,
    measure: 'spearman',
    measureLabel: 'Spearman’s ρ',
  });
  const isFull = (0.6 * width) / runs.length >= fullCell;
  const first = all > runs.length ? `The first ${runs.length} of ${all} runs. ` : '';
  return {
    spec: {
      ...spec,
      cells: isFull
        ? spec.cells
        : spec.cells.map((row) => row.map((cell) => ({ ...cell, lines: cell.lines.slice(0, 1) }))),
      note: `${first}Spearman’s ρ; on the diagonal the reliability of each ranking.`,
      size: { ...spec.size, plotHeight: runs.length * (isFull ? 68 : 34) },
    },
    data: dataOf(runs, pairs),
    numbers: runs.flatMap(({ id, summary }, at) => {
      const reliability = summary?.spearmanBrown ?? null;
      if (reliability === null) return [];
      const claim = { run: id, index: null, field: 'reliability' } as const;
      return [{ text: `reliability of ${at + 1}` }, { text: formatCoefficient(reliability), claim }];
    }),
  };
}

/** The agreement of each pair of runs; none of those that have no identifiable datapoint in common. */
async function pairsOf(store: Store, runs: readonly RunRow[]): Promise<RunAgreement[]> {
  const ids = runs.map(({ id }) => id);
  const agreementOf = async (compared: readonly string[]): Promise<RunAgreement[] | null> => {
    try {
      return (await runRepository.agreement(store, compared, { topPercent })).pairs;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'INVALID_ARGUMENT') return null;
      throw error;
    }
  };
  const together = await agreementOf(ids);
  if (together) return together;
  const found: RunAgreement[] = [];
  for (const [at, a] of ids.entries())
    for (const b of ids.slice(at + 1)) found.push(...((await agreementOf([a, b])) ?? []));
  return found;
}

function dataOf(runs: readonly RunRow[], pairs: readonly RunAgreement[]): Figure['data'] {
  const nameOf = new Map(runs.map(({ id, name }) => [id, name]));
  return {
    head: [
      'run_a',
      'run_b',
      'name_a',
      'name_b',
      'datapoints',
      'spearman',
      'kendall_tau',
      'top',
      'overlap',
      'chance',
    ],
    rows: pairs.map(({ a, b, count, spearman, kendallTau, k, overlap, chance }) => [
      ...[a, b, nameOf.get(a)!, nameOf.get(b)!],
      ...[count, spearman, kendallTau, k, overlap, chance],
    ]),
  };
}
