import Table from 'cli-table3';
import { nameOfAuthor, shortHash } from '@engram/core';
import type { RunRow, SnapshotRow, VerifiedSnapshot } from '@engram/store';
import { formatMinute } from './durations.ts';
import { plain } from './output.ts';

/** A snapshot as the command gives it to machines. */
export const snapshotRecord = ({
  hash,
  title,
  authors,
  license,
  createdAt,
  runIds,
  experimentIds,
}: SnapshotRow) => ({
  hash,
  title,
  authors: authors.map((author) => ({ name: nameOfAuthor(author), ...author })),
  license,
  createdAt,
  runs: runIds,
  experiments: experimentIds,
});

const authorsText = ({ authors }: SnapshotRow): string =>
  authors.length === 0 ? 'nobody named' : plain(authors.map(nameOfAuthor).join('; '));

export function snapshotTable(rows: readonly SnapshotRow[]): string {
  const table = new Table({
    head: ['hash', 'title', 'authors', 'licence', 'runs', 'created'],
    style: { head: [], border: [], compact: true },
  });
  for (const row of rows)
    table.push([
      shortHash(row.hash),
      plain(row.title),
      authorsText(row),
      row.license ?? '–',
      row.runIds.length,
      formatMinute(row.createdAt),
    ]);
  return table.toString();
}

export function snapshotReport(row: SnapshotRow, runs: readonly RunRow[], address: string): string {
  return [
    `'${plain(row.title)}'`,
    `  hash      ${row.hash}`,
    `  page      ${address}`,
    `  authors   ${authorsText(row)}`,
    `  licence   ${row.license ?? 'none given'}`,
    `  created   ${formatMinute(row.createdAt)} UTC`,
    ...runs.map((run) => `  run       ${run.id.slice(0, 8)} '${plain(run.name)}', ${run.scoredCount} scores`),
    ...row.experimentIds.map((id) => `  experiment ${id.slice(0, 8)}`),
  ].join('\n');
}

/** What was found when every hash was computed again. */
export function verificationReport(row: SnapshotRow, verified: VerifiedSnapshot): string {
  const lines = (['run', 'experiment'] as const).flatMap((what) =>
    verified[`${what}s`].map(({ id, name, difference }) =>
      difference === null
        ? `  holds    ${what} ${id.slice(0, 8)} '${plain(name)}'`
        : `  differs  ${what} ${id.slice(0, 8)} '${plain(name)}' ${difference}`,
    ),
  );
  const own = verified.namesItsRuns ? [] : ['  differs  the list of runs is not the one that the hash names'];
  const head = `Snapshot ${shortHash(row.hash)} '${plain(row.title)}' ${verified.holds ? 'holds' : 'differs'}:`;
  return [head, ...lines, ...own].join('\n');
}
