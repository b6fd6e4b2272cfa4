import { latexText } from '@engram/core';
import type { RunRow, StoredScore } from '@engram/store';
import { shortHash } from '../citation/snapshot-item.ts';

export interface TableSection {
  run: Pick<RunRow, 'name' | 'estimatorKey' | 'encoderCount'>;
  /** Most memorized first. */
  scores: readonly StoredScore[];
}

const number = (value: number): string => `$${value.toFixed(4)}$`;

function rowOf(score: StoredScore): string {
  const { rank, index, value, low, high } = score;
  const interval = low === null || high === null ? '--' : `$[${low.toFixed(4)},\\,${high.toFixed(4)}]$`;
  return [rank ?? '--', index, score.class ?? '--', value === null ? '--' : number(value), interval].join(
    ' & ',
  );
}

function lines({ run, scores }: TableSection): string[] {
  const head = `${latexText(run.name)} (${latexText(run.estimatorKey)}, ${run.encoderCount} encoders)`;
  return [`\\midrule`, `\\multicolumn{5}{l}{${head}} \\\\`, ...scores.map((score) => `${rowOf(score)} \\\\`)];
}

/** The most memorized datapoints of each run as a table; needs the package booktabs. */
export function latexTable(
  snapshot: { title: string; hash: string },
  sections: readonly TableSection[],
): string {
  const short = shortHash(snapshot.hash);
  const confidence = sections.flatMap(({ scores }) => scores.map((score) => score.confidence))[0];
  const interval =
    confidence === undefined ? 'Interval' : `${Number((100 * confidence).toPrecision(6))}\\,\\% interval`;
  return [
    '% Needs \\usepackage{booktabs}',
    '\\begin{table}',
    '  \\centering',
    `  \\caption{${latexText(snapshot.title)}: the datapoints with the highest memorization scores. Engram snapshot \\texttt{${short}}.}`,
    `  \\label{tab:engram-${short}}`,
    '  \\begin{tabular}{rrrrr}',
    ...['\\toprule', `Rank & Index & Class & Score & ${interval} \\\\`, ...sections.flatMap(lines)].map(
      (line) => `    ${line}`,
    ),
    '    \\bottomrule',
    '  \\end{tabular}',
    '\\end{table}',
    '',
  ].join('\n');
}
