/** `records.jsonl`: rows of the database, a row a line, in the order of the tables. */
import { storedRunSchemaFor, type DomainError, type RunSummary, type SnapshotFile } from '@engram/core';
import { datasetHash, depositTables, snapshots, type DepositRow } from '@engram/store';
import { damaged } from './damaged.ts';
import { recordsFile } from './file-names.ts';
import { FoundRecords } from './found-records.ts';
import { linesOf } from './score-files.ts';

export async function* rowsOf(folder: string, shown: string): AsyncGenerator<DepositRow> {
  let number = 0;
  for await (const line of linesOf(folder, recordsFile)) {
    number += 1;
    let value: DepositRow;
    try {
      value = JSON.parse(line) as DepositRow;
      if (typeof value.table !== 'string' || typeof value.row !== 'object' || value.row === null)
        throw new SyntaxError('no row');
    } catch (error) {
      throw damaged(shown, `is damaged: line ${number} of ${recordsFile} is no row`, error);
    }
    yield value;
  }
}

/** What stands in the records of a run beside what its hash covers. */
export interface RunRecord {
  datasetId: string;
  confidence: number;
  summary: RunSummary | null;
}

interface DatasetRecord {
  contentHash: string;
  /** Whether its hash is that of representations: its own values were never here. */
  hasNoValues: boolean;
  /** By index of the class. */
  classNames: Map<number, string>;
  contentHashes: string[];
  labels: number[];
  thumbnails: Set<string>;
}

/** What is read off all records to be verified; other tables are only looked at for their order. */
export interface Outline {
  datasets: ReadonlyMap<string, DatasetRecord>;
  runs: ReadonlyMap<string, RunRecord>;
  /** Series, units and experiments. */
  found: FoundRecords;
  /** Names of the classes of the run at a place. */
  classNames(place: number): ReadonlyMap<number, string>;
  /** Thumbnails that datapoints have. */
  thumbnailCount: number;
}

const placeOf = new Map(depositTables.map(({ name }, place) => [name, place]));

/** @throws DomainError INVALID_FILE when a line is no row, or tables stand in another order */
export async function readOutline(folder: string, snapshot: SnapshotFile, shown: string): Promise<Outline> {
  const datasets = new Map<string, DatasetRecord>();
  const runs = new Map<string, RunRecord>();
  const found = new FoundRecords();
  let reached = 0;
  for await (const { table, row } of rowsOf(folder, shown)) {
    const place = placeOf.get(table) ?? -1;
    if (place < reached) throw damaged(shown, `was edited: the rows of ${recordsFile} are in another order`);
    reached = place;
    if (table === 'run') runs.set(String(row.id), runOf(row));
    else if (!addToDataset(datasets, { table, row })) found.add({ table, row });
  }
  const idOf = new Map([...datasets].map(([id, { contentHash }]) => [contentHash, id]));
  return {
    datasets,
    runs,
    found,
    classNames: (place) =>
      datasets.get(idOf.get(snapshot.runs[place]!.dataset) ?? '')?.classNames ?? new Map(),
    thumbnailCount: new Set([...datasets.values()].flatMap(({ thumbnails }) => [...thumbnails])).size,
  };
}

const runOf = (row: DepositRow['row']): RunRecord => ({
  datasetId: String(row.dataset_id),
  confidence: Number(row.confidence),
  summary: row.summary as RunSummary | null,
});

/** @returns whether the row belongs to a dataset */
function addToDataset(datasets: Map<string, DatasetRecord>, { table, row }: DepositRow): boolean {
  if (table === 'dataset') {
    datasets.set(String(row.id), {
      contentHash: String(row.content_hash),
      hasNoValues: row.width === 0 && row.height === 0 && row.channels === 0,
      ...{ classNames: new Map(), contentHashes: [], labels: [], thumbnails: new Set() },
    });
    return true;
  }
  const dataset = datasets.get(String(row.dataset_id));
  if (!dataset || (table !== 'latent_class' && table !== 'datapoint')) return false;
  if (table === 'latent_class') dataset.classNames.set(Number(row.index), String(row.name));
  else {
    dataset.contentHashes.push(String(row.content_hash));
    dataset.labels.push(row.class === null ? -1 : Number(row.class));
    if (typeof row.thumbnail_hash === 'string') dataset.thumbnails.add(row.thumbnail_hash);
  }
  return true;
}

/** Compares the records of runs and datasets with what the hash covers. @throws DomainError INVALID_FILE naming the run */
export function verifyOutline(
  { datasets, runs, found }: Outline,
  snapshot: SnapshotFile,
  shown: string,
): void {
  // What was imported without values has a hash of its own making; encoders are trained on values.
  const isImported = (contentHash: string): boolean =>
    snapshot.runs.every(({ dataset, config }) => dataset !== contentHash || 'source' in config);
  for (const { contentHash, contentHashes, labels, hasNoValues } of datasets.values())
    if (!(hasNoValues && isImported(contentHash)) && datasetHash(contentHashes, labels) !== contentHash)
      throw damaged(
        shown,
        `was edited: the datapoints in ${recordsFile} are not those of their dataset's hash`,
      );
  const coversFindings = snapshots.coversFindings(snapshot);
  for (const { id, name, dataset, config, findingsHash } of snapshot.runs) {
    const record = runs.get(id);
    const differs = (what: string): DomainError =>
      damaged(shown, `was edited: the run '${name}' (${id}) has ${what} in ${recordsFile}`);
    if (!record) throw differs('no row');
    if (datasets.get(record.datasetId)?.contentHash !== dataset) throw differs('another dataset');
    if (record.confidence !== storedRunSchemaFor(config).parse(config).scoring.confidence)
      throw differs('another confidence than its configuration');
    // The first form of a snapshot's hash says nothing of them.
    if ((findingsHash !== null || coversFindings) && found.findingsHash(id) !== findingsHash)
      throw differs('other layers or units than its hash says');
  }
  const hashes = new Map([...datasets].map(([id, { contentHash }]) => [id, contentHash]));
  for (const { id, contentHash } of snapshot.experiments) {
    const made = found.experimentHash(id, snapshot, hashes);
    const problem = 'problem' in made ? made.problem : 'has other series or statements than its hash says';
    if ('problem' in made || made.hash !== contentHash)
      throw damaged(shown, `was edited: the experiment ${id} in ${recordsFile} ${problem}`);
  }
}
