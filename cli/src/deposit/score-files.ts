/** The scores of a run in a deposit: one canonical file that is hashed, from which the others follow byte by byte. */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { isMissingReason, missingReasonOf } from '@engram/core';
import { scores, type DepositScore, type HashedScore } from '@engram/store';

/**
 * Columns of the CSV and the Parquet: what the hash covers, and the names of classes. They never change within a version of the layout, or
 * deposits of an earlier Engram would be refused; scores may come to have more fields.
 */
export const depositColumns = ['index', 'contentHash', 'class', 'className', 'value', 'relativeValue', 'alignmentIn', 'alignmentOut', 'standardError', 'low', 'high', 'nIn', 'nOut', 'rank', 'percentile', 'topFraction', 'identifiable', 'role', 'reason'] as const satisfies readonly scores.RecordField[]; // prettier-ignore

/** Names of the files of the run at a place in its snapshot. */
export const scoreFilesOf = (place: number) => ({
  /** A score a line, each as the canonical JSON that is hashed. */
  canonical: `scores-${place + 1}.jsonl`,
  csv: `scores-${place + 1}.csv`,
  parquet: `scores-${place + 1}.parquet`,
});

/** Lines of a text file, one at a time. Only a line feed ends one: JSON may hold U+2028 as it is. */
export async function* linesOf(folder: string, name: string): AsyncGenerator<string, void, void> {
  let rest = '';
  for await (const piece of createReadStream(join(folder, name), { encoding: 'utf8' })) {
    const lines = `${rest}${piece as string}`.split('\n');
    rest = lines.pop()!;
    yield* lines;
  }
  if (rest !== '') yield rest;
}

/** The code of a reason that the canonical file holds as the sentence that is hashed. */
const codeOf = (sentence: string | null): string | null => {
  const reason = missingReasonOf(sentence);
  return isMissingReason(reason) ? reason : null;
};

/** @param classNames by index of the class */
async function* recordsOf(lines: AsyncIterable<string>, classNames: ReadonlyMap<number, string>) {
  for await (const line of lines) {
    const score = JSON.parse(line) as HashedScore;
    const className = score.class === null ? null : (classNames.get(score.class) ?? null);
    const fields: Record<string, unknown> = {
      ...score,
      className,
      reasonCode: codeOf(score.reason),
    };
    yield Object.fromEntries(
      depositColumns.map((field) => [field, fields[field] ?? null]),
    ) as unknown as scores.ScoreRecord;
  }
}

/** The scores of a canonical file as CSV. */
export const csvOfScores = (
  folder: string,
  place: number,
  classNames: ReadonlyMap<number, string>,
): AsyncIterable<string> =>
  scores.csvOf(recordsOf(linesOf(folder, scoreFilesOf(place).canonical), classNames), depositColumns);

/** The same as Parquet. */
export const parquetOfScores = (
  folder: string,
  place: number,
  classNames: ReadonlyMap<number, string>,
): AsyncIterable<Uint8Array> =>
  scores.parquetOf(recordsOf(linesOf(folder, scoreFilesOf(place).canonical), classNames), depositColumns);

/** The scores of a canonical file as they are stored, by index. */
export async function storedScores(folder: string, place: number): Promise<DepositScore[]> {
  const found: DepositScore[] = [];
  for await (const line of linesOf(folder, scoreFilesOf(place).canonical)) {
    const score = JSON.parse(line) as HashedScore;
    found.push({ ...score, reason: missingReasonOf(score.reason) } as DepositScore);
  }
  return found;
}
