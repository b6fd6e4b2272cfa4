import {
  pointKey,
  ratesOfRun,
  scoreKey,
  type AnyRunConfig,
  type Claim,
  type ClaimedContent,
  type RunSummary,
  type SnapshotFile,
} from '@engram/core';
import type { DepositRow, HashedScore } from '@engram/store';
import { linesOf, scoreFilesOf } from './score-files.ts';
import { verifyDeposit, type VerifiedDeposit } from './verify-deposit.ts';

type ClaimedScore = HashedScore & { fdr: number | null };

/**
 * What claims are checked against in deposits, each of which is verified first.
 * @throws DomainError when a folder is no deposit, is damaged or was edited
 */
export async function depositContent(
  folders: readonly string[],
  claims: readonly Claim[],
): Promise<ClaimedContent> {
  const runsOf = new Map<string, string[]>();
  const seriesRunsOf = new Map<string, string[]>();
  const experimentsOf = new Map<string, string[]>();
  const points = new Map<string, Record<'value' | 'low' | 'high', number | null>>();
  const summaries = new Map<string, RunSummary | null>();
  const scores = new Map<string, ClaimedScore>();
  for (const folder of folders) {
    const deposit = await verifyDeposit(folder);
    const { hash, runs } = deposit.snapshot;
    runsOf.set(
      hash,
      runs.map(({ id }) => id),
    );
    seriesRunsOf.set(
      hash,
      runs.flatMap(({ id, findingsHash }) => (findingsHash === null ? [] : [id])),
    );
    experimentsOf.set(
      hash,
      deposit.snapshot.experiments.map(({ id }) => id),
    );
    for (const { hash: of, run, series } of claims)
      if (series && of === hash) {
        const row = deposit.found.seriesOf(series.of, run, series.key)[series.point];
        if (row) points.set(pointKey(run, series), numbersOf(row));
      }
    for await (const [run, summary] of summariesOf(deposit)) summaries.set(run, summary);
    for await (const [key, score] of scoresOf(deposit, claims)) scores.set(key, score);
  }
  const unknownSnapshot =
    folders.length > 1 ? 'none of the deposits has this snapshot' : 'the deposit has another snapshot';
  return { unknownSnapshot, runsOf, seriesRunsOf, experimentsOf, points, summaries, scores };
}

/** Of a point of a run's series, or of an experiment's. */
const numbersOf = ({ estimate, y, low, high }: DepositRow['row']) =>
  ({ value: estimate ?? y ?? null, low: low ?? null, high: high ?? null }) as Record<
    'value' | 'low' | 'high',
    number | null
  >;

async function* summariesOf(deposit: VerifiedDeposit): AsyncGenerator<[string, RunSummary | null]> {
  for await (const { table, row } of deposit.rows())
    if (table === 'run') yield [String(row.id), row.summary as RunSummary | null];
}

/** Those that are claimed, run by run. */
async function* scoresOf(
  { folder, snapshot }: VerifiedDeposit,
  claims: readonly Claim[],
): AsyncGenerator<[string, ClaimedScore]> {
  for (const [place, { id, config }] of snapshot.runs.entries()) {
    const wanted = new Set(
      claims.flatMap(({ hash, run, index }) =>
        hash === snapshot.hash && run === id && index !== null ? [index] : [],
      ),
    );
    if (wanted.size === 0) continue;
    const lines = linesOf(folder, scoreFilesOf(place).canonical);
    const needsRates = claims.some(({ run, field }) => run === id && field === 'fdr');
    for await (const score of needsRates ? ratedScores(lines, config) : scoresIn(lines))
      if (wanted.has(score.index)) yield [scoreKey(id, score.index), score];
  }
}

async function* scoresIn(lines: AsyncIterable<string>): AsyncGenerator<ClaimedScore> {
  for await (const line of lines) yield { ...(JSON.parse(line) as HashedScore), fdr: null };
}

/** With the rates that follow from all scores of the run: the hash covers those, and no rate. */
async function* ratedScores(
  lines: AsyncIterable<string>,
  config: SnapshotFile['runs'][number]['config'],
): AsyncGenerator<ClaimedScore> {
  const all: ClaimedScore[] = [];
  for await (const score of scoresIn(lines)) all.push(score);
  const rates = ratesOfRun(config as unknown as Pick<AnyRunConfig, 'scoring'>, all);
  for (const [at, score] of all.entries()) yield { ...score, fdr: rates[at]! };
}
