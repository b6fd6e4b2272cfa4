import { scoreKey, type Claim, type ClaimedContent, type RunSummary } from '@engram/core';
import type { HashedScore } from '@engram/store';
import { linesOf, scoreFilesOf } from './score-files.ts';
import { verifyDeposit, type VerifiedDeposit } from './verify-deposit.ts';

/**
 * What claims are checked against in deposits, each of which is verified first.
 * @throws DomainError when a folder is no deposit, is damaged or was edited
 */
export async function depositContent(
  folders: readonly string[],
  claims: readonly Claim[],
): Promise<ClaimedContent> {
  const runsOf = new Map<string, string[]>();
  const summaries = new Map<string, RunSummary | null>();
  const scores = new Map<string, HashedScore>();
  for (const folder of folders) {
    const deposit = await verifyDeposit(folder);
    const { hash, runs } = deposit.snapshot;
    runsOf.set(
      hash,
      runs.map(({ id }) => id),
    );
    for await (const [run, summary] of summariesOf(deposit)) summaries.set(run, summary);
    for await (const [key, score] of scoresOf(deposit, claims)) scores.set(key, score);
  }
  const unknownSnapshot =
    folders.length > 1 ? 'none of the deposits has this snapshot' : 'the deposit has another snapshot';
  return { unknownSnapshot, runsOf, summaries, scores };
}

async function* summariesOf(deposit: VerifiedDeposit): AsyncGenerator<[string, RunSummary | null]> {
  for await (const { table, row } of deposit.rows())
    if (table === 'run') yield [String(row.id), row.summary as RunSummary | null];
}

/** Those that are claimed, run by run. */
async function* scoresOf(
  { folder, snapshot }: VerifiedDeposit,
  claims: readonly Claim[],
): AsyncGenerator<[string, HashedScore]> {
  for (const [place, { id }] of snapshot.runs.entries()) {
    const wanted = new Set(
      claims.flatMap(({ hash, run, index }) =>
        hash === snapshot.hash && run === id && index !== null ? [index] : [],
      ),
    );
    if (wanted.size === 0) continue;
    for await (const line of linesOf(folder, scoreFilesOf(place).canonical)) {
      const score = JSON.parse(line) as HashedScore;
      if (wanted.has(score.index)) yield [scoreKey(id, score.index), score];
    }
  }
}
