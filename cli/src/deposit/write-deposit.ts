import {
  canonicalJson,
  DomainError,
  methodsLatex,
  methodsText,
  type WrittenSnapshotFile,
} from '@engram/core';
import {
  canonicalScores,
  datasets,
  findings,
  runs as runRows,
  snapshots,
  type DatasetRow,
  type DepositRow,
  type RunRow,
  type SnapshotRow,
  type Store,
} from '@engram/store';
import { writeFolder, type DepositFolder } from './deposit-folder.ts';
import { checksumsFile, recordsFile, snapshotFileName, thumbnailsFile } from './file-names.ts';
import type { SnapshotDescription } from './describe-snapshot.ts';
import { checklist } from './metadata/checklist.ts';
import { croissant } from './metadata/croissant.ts';
import { dataCard } from './metadata/data-card.ts';
import { roCrate } from './metadata/ro-crate.ts';
import { zenodoMetadata } from './metadata/zenodo.ts';
import { csvOfScores, parquetOfScores, scoreFilesOf } from './score-files.ts';
import { seriesCsv, seriesFile } from './series-csv.ts';
import { verifyDeposit } from './verify-deposit.ts';

export interface DepositOptions {
  home: string;
  /** Whether thumbnails and excerpts of datapoints come along. */
  pixels: boolean;
  publicUrl: string | undefined;
  signal: AbortSignal;
  /** Writes more files, such as those of a site, before the checksums. */
  extend?: (folder: DepositFolder, described: SnapshotDescription) => Promise<void>;
}

/**
 * Writes a snapshot as a folder for a repository such as Zenodo, all or nothing.
 * @returns thumbnails that were missing on this machine, and the files
 * @throws DomainError CONFLICT when the folder exists and is not empty, INVALID_FILE when the store holds something else than the
 *   snapshot's hash says, DISK_UNAVAILABLE, CANCELLED
 */
export async function writeDeposit(store: Store, snapshot: SnapshotRow, folder: string, o: DepositOptions) {
  const described = await describe(store, snapshot, o);
  return writeFolder(folder, async (into) => {
    const stopIfAsked = (): void => {
      if (o.signal.aborted)
        throw new DomainError('CANCELLED', 'The export was stopped; nothing of it is left.');
    };
    const thumbnails = await writeRecords(store, into, described);
    for (const [place, run] of described.runs.entries()) {
      stopIfAsked();
      await writeScores(store, into, described, { run, place });
    }
    const layers = await findings.layersOf(
      store,
      described.runs.map(({ id }) => id),
    );
    await into.add(seriesFile, seriesCsv(layers));
    stopIfAsked();
    const packed = o.pixels ? await writeThumbnails(store, into, o.home, thumbnails) : 0;
    const missing = thumbnails.length - packed;
    await into.add(snapshotFileName, `${canonicalJson({ ...described.file, thumbnails: packed })}\n`);
    const data = [...into.files];
    await writeTexts(into, described);
    await o.extend?.(into, described);
    stopIfAsked();
    const bibtex = (await citations(described))['citation.bib']!;
    await into.add('croissant.json', croissant(described, data, bibtex));
    await into.add('metadata.json', zenodoMetadata(described));
    await into.add('ro-crate-metadata.json', roCrate(described, into.files));
    const { files } = into;
    await into.add(checksumsFile, into.checksums());
    // What was written is read again: a score that was changed in the store shows here.
    await verifyDeposit(into.path, folder);
    return { files, missing };
  });
}

async function describe(
  store: Store,
  snapshot: SnapshotRow,
  { pixels, publicUrl }: DepositOptions,
): Promise<SnapshotDescription> {
  const held = await snapshots.heldRuns(store, snapshot.hash);
  const experiments = (await snapshots.heldExperiments(store, snapshot.hash)).map(
    ({ experimentId, contentHash }) => ({ id: experimentId, contentHash }),
  );
  const rows = new Map((await runRows.findByIds(store, snapshot.runIds)).map((run) => [run.id, run]));
  const runs = held.map(({ runId }) => rows.get(runId)!);
  const found = await datasets.findByIds(store, [...new Set(runs.map(({ datasetId }) => datasetId))]);
  const owners = found.toSorted((a, b) => (a.slug < b.slug ? -1 : 1));
  const { methodsOfRuns } = await import('@engram/server/citation');
  const methods = methodsOfRuns(runs, owners);
  return {
    snapshot,
    runs,
    datasets: owners,
    url: publicUrl === undefined ? null : `${publicUrl}/s/${snapshot.hash}`,
    methods,
    methodsText: methods.map(({ parts }) => methodsText(parts)).join('\n\n'),
    file: fileOf(snapshot, runs, owners, { held, experiments, pixels }),
  };
}

function fileOf(
  { hash, title, authors, license, createdAt }: SnapshotRow,
  runs: readonly RunRow[],
  owners: readonly DatasetRow[],
  o: {
    held: readonly { contentHash: string; findingsHash: string | null }[];
    experiments: WrittenSnapshotFile['experiments'];
    pixels: boolean;
  },
): WrittenSnapshotFile {
  return {
    version: 2,
    hash,
    title,
    authors: authors.map(({ family, given, orcid }) => ({ family, given, orcid })),
    license,
    createdAt: createdAt.toISOString(),
    pixels: o.pixels,
    thumbnails: null,
    experiments: o.experiments,
    runs: runs.map(({ id, name, codeVersion, config, datasetId }, place) => ({
      id,
      name,
      contentHash: o.held[place]!.contentHash,
      findingsHash: o.held[place]!.findingsHash,
      codeVersion,
      dataset: owners.find((owner) => owner.id === datasetId)!.contentHash,
      config: config as unknown as Record<string, unknown>,
    })),
  };
}

/** @returns hashes of the thumbnails that the rows name */
async function writeRecords(
  store: Store,
  into: DepositFolder,
  { file, snapshot }: SnapshotDescription,
): Promise<string[]> {
  const thumbnails = new Set<string>();
  const { runIds, experimentIds } = snapshot;
  await into.add(recordsFile, (write) =>
    snapshots.readDepositRows(store, { runIds, experimentIds, pixels: file.pixels }, async (lines) => {
      for (const line of lines) {
        const { table, row } = JSON.parse(line) as DepositRow;
        if (table === 'datapoint' && typeof row.thumbnail_hash === 'string')
          thumbnails.add(row.thumbnail_hash);
      }
      if (lines.length > 0) await write(`${lines.join('\n')}\n`);
    }),
  );
  return [...thumbnails];
}

async function writeScores(
  store: Store,
  into: DepositFolder,
  described: SnapshotDescription,
  { run, place }: { run: RunRow; place: number },
): Promise<void> {
  const names = scoreFilesOf(place);
  const lines = async function* () {
    for await (const score of canonicalScores(store, run.id)) yield `${score}\n`;
  };
  await into.add(names.canonical, lines());
  const classNames = await datasets.classNamesOf(store, run.datasetId);
  await into.add(names.csv, csvOfScores(into.path, place, classNames));
  await into.add(names.parquet, parquetOfScores(into.path, place, classNames));
}

/** @returns how many there are */
async function writeThumbnails(
  store: Store,
  into: DepositFolder,
  home: string,
  hashes: readonly string[],
): Promise<number> {
  if (hashes.length === 0) return 0;
  const { thumbnailArchive } = await import('@engram/worker');
  const { packThumbnails } = await thumbnailArchive();
  let [number, packed] = [0, 0];
  for await (const { archive, count } of packThumbnails(store, home, hashes)) {
    await into.add(thumbnailsFile((number += 1)), archive);
    packed += count;
  }
  return packed;
}

async function citations({ snapshot, url }: SnapshotDescription): Promise<Record<string, string>> {
  const { citationFilesOf } = await import('@engram/server/citation');
  return citationFilesOf({ ...snapshot, url });
}

/** What people read, and what bibliographies take. */
async function writeTexts(into: DepositFolder, described: SnapshotDescription): Promise<void> {
  const { bibliographyOf, papersOfRuns } = await import('@engram/server/citation');
  const papers = papersOfRuns(described.runs);
  const forms = await citations(described);
  await into.add('README.md', dataCard(described, papers, forms['citation.bib']!));
  await into.add('CHECKLIST.md', checklist(described));
  for (const [name, text] of Object.entries(forms)) await into.add(name, text);
  await into.add('references.bib', bibliographyOf(papers, 'bibtex'));
  await into.add('methods.txt', `${described.methodsText}\n`);
  await into.add('methods.tex', described.methods.map(({ parts }) => `${methodsLatex(parts)}\n`).join('\n'));
}
