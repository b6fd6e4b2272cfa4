import {
  defaultScoreColumns,
  DomainError,
  invariant,
  isSha256,
  tableWriters,
  type TableForm,
  methodsLatex,
  methodsText,
  nameOfAuthor,
  parseAuthors,
  parseScoreColumns,
  type ScoreColumn,
} from '@engram/core';
import { snapshots, type SnapshotRow } from '@engram/store';
import { ArgumentError } from '../argument-error.ts';
import { bibliographyOf } from '../citation/bibliography.ts';
import { workOfSnapshot } from '../citation/snapshot-item.ts';
import type { CitedWork } from '../citation/cited-work.ts';
import type { Context } from '../context.ts';
import { experimentKeysOf } from '../experiment/experiment-key.ts';
import { findExperiment } from '../experiment/experiment.service.ts';
import type { Experiment } from '../experiment/experiment.type.ts';
import { globalId } from '../global-id.ts';
import { runKeysOf } from '../run/run-key.ts';
import { toRun } from '../run/run.service.ts';
import type { Run } from '../run/run.type.ts';

import { methodsOfRuns, papersOfRuns } from './run-methods.ts';
import { defaultTop, type TableArgs } from './table.args.ts';
import { Snapshot, SnapshotFigure, type SnapshotPayload } from './snapshot.type.ts';

function toSnapshot({ publicUrl = '' }: Pick<Context, 'publicUrl'>, row: SnapshotRow): Snapshot {
  return Object.assign(new Snapshot(), {
    id: globalId('Snapshot', row.hash),
    hash: row.hash,
    title: row.title,
    authors: row.authors.map((author) => ({ ...author, name: nameOfAuthor(author) })),
    license: row.license,
    url: `${publicUrl}/s/${row.hash}`,
    createdAt: row.createdAt,
    runKeys: row.runIds,
    experimentKeys: row.experimentIds,
  });
}

/** @throws ArgumentError */
function assertHash(hash: string): void {
  if (!isSha256(hash))
    throw new ArgumentError('hash', "'hash' must have 64 hexadecimal digits (0–9, a–f), as in a permalink.");
}

/** Null when unknown. @throws ArgumentError when it is no hash */
export async function findSnapshot(context: Context, hash: string): Promise<Snapshot | null> {
  assertHash(hash);
  const row = await context.loaders.snapshot.load(hash);
  return row && toSnapshot(context, row);
}

export async function createSnapshot(
  context: Context,
  given: {
    runs: readonly string[];
    experiments: readonly string[];
    title: string;
    authors: readonly string[];
    license: string | null;
  },
): Promise<SnapshotPayload> {
  const authors = parseAuthors(given.authors);
  const keys = await runKeysOf(context, given.runs, (position) => `runs.${position}`);
  const experimentIds = await experimentKeysOf(
    context,
    given.experiments,
    (position) => `experiments.${position}`,
  );
  const { snapshot } = await snapshots.create(context.store, {
    runIds: keys,
    experimentIds,
    title: given.title,
    authors,
    license: given.license,
  });
  return { snapshot: toSnapshot(context, snapshot) };
}

export async function amendSnapshot(
  context: Context,
  hash: string,
  given: { authors: readonly string[]; license: string | null },
): Promise<SnapshotPayload> {
  assertHash(hash);
  const authors = parseAuthors(given.authors);
  const row = await snapshots.amend(context.store, hash, { authors, license: given.license });
  return { snapshot: toSnapshot(context, row) };
}

export async function runsOf({ loaders }: Context, { runKeys }: Snapshot): Promise<Run[]> {
  const rows = await loaders.run.loadMany(runKeys);
  return rows.map((row) => {
    if (row instanceof Error) throw row;
    return toRun(row!);
  });
}

export async function experimentsOf(context: Context, { experimentKeys }: Snapshot): Promise<Experiment[]> {
  const found = await Promise.all(experimentKeys.map((key) => findExperiment(context, key)));
  return found.filter((experiment) => experiment !== null);
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

/** None where this server draws none. */
export async function figuresOf(
  { store, loaders, figures, publicUrl }: Context,
  { hash }: Snapshot,
): Promise<SnapshotFigure[]> {
  const snapshot = rowOrThrow(await loaders.snapshot.load(hash));
  const listed = (await figures?.list({ store, snapshot, publicUrl })) ?? [];
  return listed.map((figure) => Object.assign(new SnapshotFigure(), figure));
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

/** Null where the server does not know its public address. */
const fullUrlOf = ({ url }: Snapshot): string | null => (url.startsWith('/') ? null : url);

/** What the citations say; the address only where it is known in full. */
export function workOf(snapshot: Snapshot): CitedWork {
  const { authors, license } = snapshot;
  return workOfSnapshot({
    ...snapshot,
    authors: authors.map(({ family, given = null, orcid = null }) => ({ family, given, orcid })),
    license: license ?? null,
    url: fullUrlOf(snapshot),
  });
}

/**
 * The most memorized datapoints of each run as a table.
 * @throws ArgumentError for a bad `top` or column
 */
export async function tableOf(
  { store }: Context,
  snapshot: Snapshot,
  form: TableForm,
  { top, columns }: TableArgs,
): Promise<string> {
  const rows = top ?? defaultTop;
  if (rows < 1 || rows > snapshots.maxTableRows)
    throw new ArgumentError(
      'top',
      `'top' is ${rows}; a table shows 1 to ${snapshots.maxTableRows} datapoints of a run.`,
    );
  return tableWriters[form](
    await snapshots.topScores(
      store,
      { hash: snapshot.hash, title: snapshot.title, runIds: snapshot.runKeys },
      { top: rows, columns: columnsOf(columns), url: fullUrlOf(snapshot) },
    ),
  );
}

function columnsOf(given: readonly string[] | null | undefined): ScoreColumn[] {
  if (!given) return [...defaultScoreColumns];
  try {
    return parseScoreColumns(given);
  } catch (error) {
    if (error instanceof DomainError) throw new ArgumentError('columns', error.message);
    throw error;
  }
}
