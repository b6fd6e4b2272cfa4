import { isUuid } from '../database/address-for-people.ts';
import { mapped } from '../statements/map-errors.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';
import type { EncoderRow, MeasuredEncoder, TrainedEncoder } from './encoder-row.ts';

export { curvesOf } from './encoder-curves.ts';
export type { EncoderRow, MeasuredEncoder, TrainedEncoder } from './encoder-row.ts';

export type SaveTrainedInput = Omit<TrainedEncoder, 'alignmentHistory' | 'createdAt'> &
  Partial<Pick<TrainedEncoder, 'alignmentHistory'>> & {
    ensembleId: string;
    /** null when there is no checkpoint. */
    checkpointSizeBytes?: number | null;
  };

/**
 * Stores an encoder. One that is stored with a checkpoint stays, whoever trains it a second time: a worker that was cut off may send
 * late what another has sent.
 * @param inPlaceOf hash of the checkpoint that was lost and is trained again; null where the ensemble has none
 */
export async function saveTrained(
  store: Store,
  input: SaveTrainedInput,
  inPlaceOf: string | null = null,
): Promise<void> {
  const { ensembleId, index } = input;
  const data = {
    ...input,
    trainedOn: Uint8Array.from(input.trainedOn),
    alignmentHistory: input.alignmentHistory ?? [],
    checkpointSizeBytes: input.checkpointSizeBytes ?? null,
  };
  await mapped(store.url, async () => {
    const { count } = await store.prisma.encoder.createMany({ data, skipDuplicates: true });
    if (count === 0)
      await store.prisma.encoder.updateMany({
        where: { ensembleId, index, checkpointHash: inPlaceOf },
        data,
      });
  });
}

/** Stores what a run measured under an encoder; the same losses again change nothing, others take their place. */
export async function saveMeasured(
  store: Store,
  { runId, index, scoreDurationMs, ...input }: MeasuredEncoder,
): Promise<void> {
  const alignment = bytesOfFloats(input.alignment);
  const data = {
    runId,
    index,
    durationMs: scoreDurationMs,
    viewNoise: input.viewNoise,
    alignment,
    perLayer: input.perLayer ? bytesOfFloats(input.perLayer) : null,
  };
  await mapped(store.url, async () => {
    const { count } = await store.prisma.encoderMeasurement.createMany({ data, skipDuplicates: true });
    if (count === 0)
      await store.prisma.encoderMeasurement.updateMany({
        where: { runId, index, NOT: { alignment } },
        data,
      });
  });
}

/** Encoders that a run has measured, by index. */
export async function list(store: Store, runId: string): Promise<EncoderRow[]> {
  if (!isUuid(runId)) return [];
  const rows = await query<Omit<EncoderRow, 'alignment'> & { alignment: Buffer }>(
    store,
    `SELECT m.run_id AS "runId", m.index, e.checkpoint_hash AS "checkpointHash", e.initialisation_seed AS "initialisationSeed",
       m.alignment, e.trained_on AS "trainedOn", m.view_noise AS "viewNoise", e.final_loss AS "finalLoss",
       e.loss_history AS "lossHistory", e.alignment_history AS "alignmentHistory", e.train_duration_ms AS "trainDurationMs",
       m.duration_ms AS "scoreDurationMs", e.engine, e.created_at AS "createdAt"
     FROM encoder_measurement m JOIN run r ON r.id = m.run_id
     JOIN encoder e ON (e.ensemble_id, e.index) = (r.ensemble_id, m.index)
     WHERE m.run_id = $1 ORDER BY m.index`,
    [runId],
  );
  return rows.map((row) => ({
    ...row,
    alignment: floatsOfBytes(row.alignment),
    trainedOn: Uint8Array.from(row.trainedOn),
  }));
}

/** What each encoder of a run gave at every layer, [t] of [L, N] by index; null where one has none. */
export async function layersMeasured(store: Store, runId: string): Promise<Float64Array[] | null> {
  const rows = await query<{ values: Buffer | null }>(
    store,
    'SELECT per_layer AS values FROM encoder_measurement WHERE run_id = $1 ORDER BY index',
    [runId],
  );
  return rows.every(({ values }) => values) ? rows.map(({ values }) => floatsOfBytes(values!)) : null;
}

/** The checkpoint of an encoder that its ensemble has; null when it has to be trained. */
export async function findCheckpoint(
  store: Store,
  ensembleId: string,
  index: number,
): Promise<string | null> {
  const [row] = await query<{ hash: string }>(
    store,
    `SELECT checkpoint_hash AS hash FROM encoder
     WHERE ensemble_id = $1 AND index = $2 AND checkpoint_hash IS NOT NULL`,
    [ensembleId, index],
  );
  return row?.hash ?? null;
}

/** Inclusion masks of an ensemble's encoders, by index, [t][N]. */
export async function masksOf(store: Store, ensembleId: string): Promise<Uint8Array[]> {
  const rows = await query<{ mask: Buffer }>(
    store,
    'SELECT trained_on AS mask FROM encoder WHERE ensemble_id = $1 ORDER BY index',
    [ensembleId],
  );
  return rows.map(({ mask }) => Uint8Array.from(mask));
}

/** What one encoder of an ensemble was trained on, [N]; null when it is not stored. */
export async function maskOf(store: Store, ensembleId: string, index: number): Promise<Uint8Array | null> {
  const [row] = await query<{ mask: Buffer }>(
    store,
    'SELECT trained_on AS mask FROM encoder WHERE ensemble_id = $1 AND index = $2',
    [ensembleId, index],
  );
  return row ? Uint8Array.from(row.mask) : null;
}

/** How many encoders a run has measured. */
export async function count(store: Store, runId: string): Promise<number> {
  if (!isUuid(runId)) return 0;
  return mapped(store.url, () => store.prisma.encoderMeasurement.count({ where: { runId } }));
}

/** Little endian on every machine, so that a database may be moved. */
export function bytesOfFloats(values: Float64Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(values.length * 8));
  values.forEach((value, at) => view.setFloat64(at * 8, value, true));
  return new Uint8Array(view.buffer);
}

function floatsOfBytes(bytes: Uint8Array): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float64Array.from({ length: bytes.byteLength / 8 }, (_, at) => view.getFloat64(at * 8, true));
}
