import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError, type SnapshotFile } from '@engram/core';
import { contentHashOf, snapshots, type DepositRow } from '@engram/store';
import { plain } from '../output/output.ts';
import { damaged } from './damaged.ts';
import { checksumsFile, recordsFile, snapshotFileName } from './file-names.ts';
import type { FoundRecords } from './found-records.ts';
import { readOutline, rowsOf, verifyOutline, type RunRecord } from './records.ts';
import { csvOfScores, linesOf, parquetOfScores, scoreFilesOf } from './score-files.ts';
import { seriesCsvOf, seriesFile } from './series-csv.ts';
import { readSnapshotFile } from './snapshot-json.ts';
import { isTarName } from './tar-archive.ts';
import { SummaryCheck } from './verify-summary.ts';

/** A deposit that is what its hashes say. */
export interface VerifiedDeposit {
  folder: string;
  snapshot: SnapshotFile;
  /** Files that were verified. */
  fileCount: number;
  /** Thumbnails that its datapoints have. */
  thumbnailCount: number;
  /** Series, units and experiments. */
  found: FoundRecords;
  /** Names of the runs that have layers or units which the hash does not cover: those of snapshots made before it did. */
  uncovered: string[];
  /** Rows of `records.jsonl`. */
  rows(): AsyncIterable<DepositRow>;
}

/**
 * Computes every checksum of a deposit, the hash of every run and that of the snapshot again, from the folder alone.
 * @param shown how messages name the folder
 * @throws DomainError NOT_FOUND when there is no such folder, INVALID_FILE naming the first datapoint or file that differs
 */
export async function verifyDeposit(folder: string, shown = folder): Promise<VerifiedDeposit> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new DomainError(
      'NOT_FOUND',
      isTarName(shown)
        ? `'${plain(shown)}' is no folder. Unpack the deposit with tar -xf, and name the folder that it makes.`
        : `There is no folder '${plain(shown)}'. Name the folder of a deposit.`,
      {
        cause,
      },
    );
  });
  const sums = await readChecksums(folder, names, shown);
  const snapshot = await readSnapshotFile(folder, shown);
  const outline = await readOutline(folder, snapshot, shown);
  const { classNames } = outline;
  const changed = await firstChanged(folder, sums);
  for (const place of snapshot.runs.keys()) {
    const of = scoreFilesOf(place);
    for (const name of Object.values(of)) if (!sums.has(name)) throw damaged(shown, `lacks the file ${name}`);
    const isTouched = changed !== null && Object.values(of).some((name) => name === changed);
    if (isTouched) await nameDatapoint(folder, place, { classNames: classNames(place), shown });
  }
  if (changed !== null) throw damaged(shown, `is damaged: the file ${changed} differs from its checksum`);
  verifyOutline(outline, snapshot, shown);
  for (const [place, run] of snapshot.runs.entries()) {
    const record = outline.runs.get(run.id)!;
    await verifyRun(folder, place, { run, record, classNames: classNames(place), shown });
  }
  const hash = snapshots.snapshotHash({
    runs: snapshot.runs,
    experiments: snapshot.experiments.map(({ contentHash }) => contentHash),
  });
  if (hash !== snapshot.hash)
    throw damaged(
      shown,
      `was edited: its runs and experiments are not those that the hash in ${snapshotFileName} names`,
    );
  const { thumbnailCount, found } = outline;
  await verifySeries(folder, { snapshot, found, sums, shown });
  const uncovered = snapshot.runs.flatMap(({ id, name, findingsHash }) =>
    findingsHash === null && found.findingsHash(id) !== null ? [name] : [],
  );
  const fileCount = sums.size;
  return { folder, snapshot, fileCount, thumbnailCount, found, uncovered, rows: () => rowsOf(folder, shown) };
}

const maxChecksumBytes = 16 * 1024 * 1024;

/** Checksums by name. Names have no folders, so that none leads out of the deposit. */
async function readChecksums(folder: string, names: readonly string[], shown: string) {
  if (!names.includes(checksumsFile))
    throw damaged(shown, `has no ${checksumsFile}: it is no deposit, or not a whole one`);
  const own = await lstat(join(folder, checksumsFile));
  if (!own.isFile() || own.size > maxChecksumBytes)
    throw damaged(shown, `is damaged: ${checksumsFile} is no file, or larger than one can be`);
  const sums = new Map<string, string>();
  for await (const line of linesOf(folder, checksumsFile)) {
    const [, sum, name] = /^([0-9a-f]{64}) [ *]([\w.-]+)$/.exec(line) ?? [];
    if (sum === undefined || name === undefined || name.startsWith('.'))
      throw damaged(shown, `is damaged: ${checksumsFile} has the line '${plain(line.slice(0, 100))}'`);
    sums.set(name, sum);
  }
  const unknown = names.find((name) => name !== checksumsFile && !sums.has(name));
  if (unknown !== undefined)
    throw damaged(shown, `was edited: the file '${plain(unknown)}' is not in ${checksumsFile}`);
  for (const name of [snapshotFileName, recordsFile, ...sums.keys()]) {
    const found = names.includes(name) && sums.has(name) ? await lstat(join(folder, name)) : null;
    if (!found?.isFile()) throw damaged(shown, `lacks the file ${name}`);
  }
  return sums;
}

async function hashOfFileAt(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}

async function firstChanged(folder: string, sums: ReadonlyMap<string, string>): Promise<string | null> {
  for (const [name, sum] of sums) if ((await hashOfFileAt(join(folder, name))) !== sum) return name;
  return null;
}

/** The layers for other programs are those of the records. */
async function verifySeries(
  folder: string,
  o: Pick<VerifiedDeposit, 'snapshot' | 'found'> & { sums: ReadonlyMap<string, string>; shown: string },
): Promise<void> {
  if (!o.sums.has(seriesFile)) return;
  const ids = o.snapshot.runs.map(({ id }) => id);
  if ((await readFile(join(folder, seriesFile), 'utf8')) === seriesCsvOf(o.found, ids)) return;
  throw damaged(o.shown, `was edited: the file ${seriesFile} has other layers than ${recordsFile}`);
}

interface RunFiles {
  classNames: ReadonlyMap<number, string>;
  shown: string;
}

/** Compares the canonical scores with the CSV line by line. @throws DomainError for the first line that differs */
async function nameDatapoint(folder: string, place: number, { classNames, shown }: RunFiles): Promise<void> {
  const { canonical, csv } = scoreFilesOf(place);
  const printed = linesOf(folder, csv);
  const index = (line: string | undefined): string => /^\d+/.exec(line ?? '')?.[0] ?? 'unknown';
  try {
    for await (const piece of csvOfScores(folder, place, classNames)) {
      const { value } = (await printed.next()) as { value?: string };
      const wanted = piece.replace(/\n$/, '');
      if (value !== wanted && !wanted.includes('\n'))
        throw damaged(
          shown,
          `is damaged: the score of datapoint ${index(/^\d/.test(wanted) ? wanted : value)} differs between ${canonical} and ${csv}`,
        );
    }
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw damaged(shown, `is damaged: a line of ${canonical} is no score`, error);
  } finally {
    await printed.return();
  }
}

async function verifyRun(
  folder: string,
  place: number,
  { run, record, ...files }: RunFiles & { run: SnapshotFile['runs'][number]; record: RunRecord },
): Promise<void> {
  const { shown, classNames } = files;
  const { canonical, csv, parquet } = scoreFilesOf(place);
  const check = new SummaryCheck();
  const found = await contentHashOf(run, check.watched(linesOf(folder, canonical)));
  if (found !== run.contentHash) {
    await nameDatapoint(folder, place, files);
    throw damaged(
      shown,
      `was edited: the run '${plain(run.name)}' (${run.id}) has other scores in ${canonical}, another configuration, code version or dataset than its hash says`,
    );
  }
  const differing = check.difference(record.summary);
  if (differing !== null)
    throw damaged(
      shown,
      `was edited: the run '${plain(run.name)}' (${run.id}) has another ${differing} in ${recordsFile} than its scores say`,
    );
  for (const [name, pieces] of [
    [csv, csvOfScores(folder, place, classNames)],
    [parquet, parquetOfScores(folder, place, classNames)],
  ] as const) {
    const hash = createHash('sha256');
    for await (const piece of pieces) hash.update(piece);
    if (hash.digest('hex') === (await hashOfFileAt(join(folder, name)))) continue;
    await nameDatapoint(folder, place, files);
    throw damaged(shown, `was edited: the file ${name} has other scores than ${canonical}`);
  }
}
