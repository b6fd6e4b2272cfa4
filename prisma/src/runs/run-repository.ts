import {
  assertPlainText,
  canTransition,
  DomainError,
  hasImportedEncoders,
  isImported,
  type ErrorCode,
  type AnyRunConfig,
  type RunProgress,
  type RunStatus,
  runStatuses,
} from '@engram/core';
import { isUuid } from '../database/address-for-people.ts';
import { idRange } from '../id-range.ts';
import * as ensembles from '../ensembles/ensemble-repository.ts';
import { mapped } from '../statements/map-errors.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';
import { runSelect, toRow, type RunRow } from './run-row.ts';
import type { Prisma } from '../generated/client.ts';

export type { RunRow } from './run-row.ts';
export { count, page, type RunFilter, type RunPageOptions } from './run-page.ts';
export { publish, type Publication } from './publish-run.ts';
export { findPilot } from './pilot-run.ts';
export { rename } from './rename-run.ts';
export { addTags, countTags, removeTags, setArchived, type RunTagCount } from './run-notes.ts';
export { removalOf, removalsOf, remove, type RunRemoval } from './remove-run.ts';
export { importRun, type ImportedEncoder, type RunImport } from './import-run.ts';
export { agreement } from '../rankings/run-agreement.ts';
export { classDifferences, disagreements } from '../rankings/run-disagreement.ts';
import { unknownRun } from './unknown-run.ts';

export interface CreateRunInput {
  id: string;
  name: string;
  datasetId: string;
  methodKey: string;
  estimatorKey: string;
  config: AnyRunConfig;
  configHash: string;
  codeVersion: string;
  encoderCount: number;
  /** Label that a worker must have to take it. */
  needs?: string;
}

export interface RunPatch {
  /** When work on it began, where that was before it became RUNNING. */
  startedAt?: Date;
  engine?: string | null;
  /** With its message. */
  errorCode?: ErrorCode | null;
  error?: string | null;
  attempt?: number;
}

/** Stores a run as QUEUED, attempt 0, and its ensemble unless there is one already. @throws DomainError CONFLICT when the id is taken, INVALID_ARGUMENT for a name that cannot be shown */
export async function create(store: Store, input: CreateRunInput): Promise<RunRow> {
  assertPlainText(input.name, 'the name of a run');
  const { views, confidence } = input.config.scoring;
  const config = input.config as unknown as Prisma.InputJsonValue;
  const { name, datasetId, methodKey, codeVersion, encoderCount } = input;
  const ensembleId = await ensembles.findOrCreate(store, {
    ...{ name, datasetId, methodKey, codeVersion, encoderCount },
    design: input.estimatorKey,
    origin: isImported(input.estimatorKey) || hasImportedEncoders(input.config) ? 'IMPORTED' : 'TRAINED',
    config: input.config,
  });
  const data = { ...input, config, views, confidence, ensembleId };
  return toRow(await mapped(store.url, () => store.prisma.run.create({ data })));
}

export async function find(store: Store, id: string): Promise<RunRow | null> {
  return (await findByIds(store, [id]))[0] ?? null;
}

/** In no particular order; unknown ids are left out. */
export async function findByIds(store: Store, ids: readonly string[]): Promise<RunRow[]> {
  return query(store, `SELECT ${runSelect} FROM run WHERE id = ANY($1::uuid[])`, [ids.filter(isUuid)]);
}

/** Runs whose id begins with `prefix` (lower-case hexadecimal and dashes), at most `limit`. */
export async function findByIdPrefix(store: Store, prefix: string, limit: number): Promise<RunRow[]> {
  const range = idRange(prefix);
  if (!range) return [];
  return query(store, `SELECT ${runSelect} FROM run WHERE id BETWEEN $1 AND $2 LIMIT $3`, [
    range.from,
    range.to,
    limit,
  ]);
}

/** The newest runs of each ensemble, at most `most` of each, newest first. */
export async function ofEnsembles(
  store: Store,
  ensembleIds: readonly string[],
  most: number,
): Promise<RunRow[]> {
  return query(
    store,
    `SELECT r.* FROM unnest($1::uuid[]) wanted CROSS JOIN LATERAL (
       SELECT ${runSelect} FROM run WHERE ensemble_id = wanted ORDER BY created_at DESC, id LIMIT $2) r
     ORDER BY r."createdAt" DESC, r.id`,
    [ensembleIds.filter(isUuid), most],
  );
}

/**
 * Moves a run to another status in one statement and returns it.
 * QUEUED (a resume) clears progress and error; RUNNING sets `startedAt`; the finished statuses set `finishedAt`.
 * @throws DomainError CONFLICT when the run's status does not allow it, NOT_FOUND when there is no such run
 */
export async function transition(
  store: Store,
  id: string,
  to: RunStatus,
  patch: RunPatch = {},
): Promise<RunRow> {
  const from = runStatuses.filter((status) => canTransition(status, to));
  const now = new Date();
  const [row] = isUuid(id)
    ? await mapped(store.url, () =>
        store.prisma.run.updateManyAndReturn({
          where: { id, status: { in: from } },
          data: { ...effectOf(to, now), ...patch, status: to },
        }),
      )
    : [];
  if (row) return toRow(row);
  const actual = await find(store, id);
  if (!actual) throw unknownRun(id);
  throw new DomainError(
    'CONFLICT',
    `Run ${id} is ${actual.status}, so it cannot become ${to}; only a run that is ${from.join(' or ') || 'new'} can.`,
    { details: { from: actual.status, to } },
  );
}

function effectOf(to: RunStatus, now: Date): Prisma.RunUpdateManyMutationInput {
  switch (to) {
    case 'QUEUED':
      return {
        phase: 'queued',
        generation: null,
        fraction: 0,
        etaSeconds: null,
        message: null,
        errorCode: null,
        error: null,
        startedAt: null,
        finishedAt: null,
      };
    case 'RUNNING':
      return { startedAt: now };
    default:
      return { finishedAt: now, etaSeconds: null };
  }
}

/**
 * Notes how far a run is, in one statement; a finished run is left alone. `fraction` never goes back within an attempt,
 * since encoders that train side by side report in any order.
 */
export async function reportProgress(store: Store, id: string, progress: RunProgress): Promise<void> {
  await query(
    store,
    `UPDATE run SET phase = $2, fraction = greatest(fraction, $3), eta_seconds = $4, message = $5
     WHERE id = $1 AND status IN ('QUEUED', 'RUNNING')`,
    [id, progress.phase, progress.fraction, progress.etaSeconds, progress.message],
  );
}
