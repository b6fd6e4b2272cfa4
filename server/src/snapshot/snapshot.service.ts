import { invariant, methodsLatex, methodsText, nameOfAuthor, parseAuthors } from '@engram/core';
import { runs, scores, snapshots, type SnapshotRow } from '@engram/store';
import { ArgumentError } from '../argument-error.ts';
import { bibliographyOf } from '../citation/bibliography.ts';
import { workOfSnapshot } from '../citation/snapshot-item.ts';
import type { CitedWork } from '../citation/cited-work.ts';
import type { Context } from '../context.ts';
import { globalId } from '../global-id.ts';
import { largestPage } from '../limits/sizes.ts';
import { runKeysOf } from '../run/run-key.ts';
import { toRun } from '../run/run.service.ts';
import type { Run } from '../run/run.type.ts';

import { methodsOfRuns, papersOfRuns } from './run-methods.ts';
import { latexTable, type TableSection } from './latex-table.ts';
import { Snapshot, type SnapshotPayload } from './snapshot.type.ts';

export const isSnapshotHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

export function toSnapshot({ publicUrl = '' }: Pick<Context, 'publicUrl'>, row: SnapshotRow): Snapshot {
  return Object.assign(new Snapshot(), {
    id: globalId('Snapshot', row.hash),
    hash: row.hash,
    title: row.title,
    authorRows: row.authors,
    authors: row.authors.map((author) => ({ ...author, name: nameOfAuthor(author) })),
    license: row.license,
    url: `${publicUrl}/s/${row.hash}`,
    createdAt: row.createdAt,
    runKeys: row.runIds,
  });
}

/** Null when unknown. @throws ArgumentError when it is no hash */
export async function findSnapshot(context: Context, hash: string): Promise<Snapshot | null> {
  if (!isSnapshotHash(hash))
    throw new ArgumentError('hash', "'hash' must have 64 hexadecimal digits (0–9, a–f), as in a permalink.");
  const row = await context.loaders.snapshot.load(hash);
  return row && toSnapshot(context, row);
}

export async function createSnapshot(
  context: Context,
  given: { runs: readonly string[]; title: string; authors: readonly string[]; license: string | null },
): Promise<SnapshotPayload> {
  const authors = parseAuthors(given.authors);
  const keys = await runKeysOf(context, given.runs, (position) => `runs.${position}`);
  const { snapshot } = await snapshots.create(context.store, {
    runIds: keys,
    title: given.title,
    authors,
    license: given.license,
  });
  return { snapshot: toSnapshot(context, snapshot) };
}

export async function runsOf({ loaders }: Context, { runKeys }: Snapshot): Promise<Run[]> {
  const rows = await loaders.run.loadMany(runKeys);
  return rows.map((row) => {
    if (row instanceof Error) throw row;
    return toRun(row!);
  });
}

/** Rows of its runs, and their datasets, each in one statement. */
async function contentOf({ loaders }: Context, { runKeys }: Snapshot) {
  const rows = (await loaders.run.loadMany(runKeys)).map(rowOrThrow);
  const ids = [...new Set(rows.map(({ datasetId }) => datasetId))];
  return { rows, owners: (await loaders.dataset.loadMany(ids)).map(rowOrThrow) };
}

function rowOrThrow<Row>(row: Row | Error | null): Row {
  if (row instanceof Error) throw row;
  invariant(row !== null, 'a snapshot holds a run that does not exist');
  return row;
}

/** How its runs were made, a paragraph for those that were made alike. */
export async function methodsOf(
  context: Context,
  snapshot: Snapshot,
  form: 'text' | 'latex',
): Promise<string> {
  const { rows, owners } = await contentOf(context, snapshot);
  const write = form === 'latex' ? methodsLatex : methodsText;
  return methodsOfRuns(rows, owners)
    .map(({ parts }) => write(parts))
    .join(form === 'latex' ? '\n' : '\n\n');
}

/** The papers that its runs owe, as BibTeX. */
export async function bibliographyOfSnapshot(context: Context, snapshot: Snapshot): Promise<string> {
  return bibliographyOf(papersOfRuns((await contentOf(context, snapshot)).rows), 'bibtex');
}

/** What the citations say; the address only where it is known in full. */
export function workOf(snapshot: Snapshot): CitedWork {
  const { url, authorRows, license } = snapshot;
  return workOfSnapshot({
    ...snapshot,
    authors: authorRows,
    license: license ?? null,
    url: url.startsWith('/') ? null : url,
  });
}

/** @throws ArgumentError for a bad `top` */
export async function latexTableOf({ store }: Context, snapshot: Snapshot, top: number): Promise<string> {
  if (top < 1 || top > largestPage)
    throw new ArgumentError('top', `'top' is ${top}; a table shows 1 to ${largestPage} datapoints of a run.`);
  const rows = new Map((await runs.findByIds(store, snapshot.runKeys)).map((run) => [run.id, run]));
  const orderBy = { field: 'VALUE', direction: 'DESC' } as const;
  const sections: TableSection[] = [];
  // One after the other: fifty at once would hold every connection to the database.
  for (const run of snapshot.runKeys) {
    const page = await scores.page(store, { filter: { run, identifiable: true }, orderBy, first: top });
    sections.push({ run: rows.get(run)!, scores: page.rows });
  }
  return latexTable(snapshot, sections);
}
