import { claimAddress, type scoreClaims } from '../claims/claim.ts';
import { scoreColumns, type ScoreColumn, type TableScore } from './score-columns.ts';

/** Scores of one run, under its name. */
export interface TableSection {
  /** UUID of the run. */
  run: string;
  name: string;
  /** How it was estimated, such as `half-split`. */
  estimator: string;
  encoderCount: number;
  /** In the order of the rows. */
  scores: readonly (TableScore & { confidence?: number | null })[];
}

/** A table of scores before it is written in a form; every text in it is still as somebody typed it. */
export interface ScoreTable {
  title: string;
  /** Of the snapshot. */
  hash: string;
  /** Where the snapshot is found; null when the public address is unknown. */
  url: string | null;
  /** Whether every number that a claim can name carries its link; needs `url`. */
  hasLinks?: boolean;
  columns: readonly ScoreColumn[];
  sections: readonly TableSection[];
}

/** Enough of a hash to find it again among the snapshots of a group. */
export const shortHash = (hash: string): string => hash.slice(0, 12);

/** `95 %`; empty when no score has an interval. */
export function confidenceOf({ sections }: ScoreTable): string {
  const found = sections.flatMap(({ scores }) => scores.map(({ confidence }) => confidence ?? null));
  const confidence = found.find((one) => one !== null);
  return confidence === undefined ? '' : `${Number((100 * confidence!).toPrecision(6))} %`;
}

export const headOf = (section: TableSection): string =>
  `${section.name} (${section.estimator}, ${section.encoderCount} encoders)`;

/** A number of a cell, and the link that says which one it is. */
export interface CellNumber {
  text: string;
  link: string | null;
}

/** What the numbers of a column claim to be, in their order. */
const claimsOf: Partial<Record<ScoreColumn, readonly (keyof typeof scoreClaims)[]>> = {
  rank: ['rank'],
  score: ['score'],
  interval: ['low', 'high'],
  error: ['error'],
  relative: ['relative'],
  in: ['in'],
  out: ['out'],
  percentile: ['percentile'],
  top: ['top'],
};

/** Numbers of each cell of each row of a section. */
export function cellsOf(table: ScoreTable, { run, scores }: TableSection): (readonly CellNumber[])[][] {
  const { columns, hash, url, hasLinks = false } = table;
  const base = hasLinks && url !== null ? url.replace(/\/s\/[0-9a-f]+$/, '') : null;
  const linkOf = (column: ScoreColumn, index: number, at: number): string | null => {
    const field = claimsOf[column]?.[at];
    return base === null || field === undefined ? null : claimAddress(base, { hash, run, index, field });
  };
  return scores.map((score) =>
    columns.map((column) =>
      scoreColumns[column].cell(score).map((text, at) => ({ text, link: linkOf(column, score.index, at) })),
    ),
  );
}
