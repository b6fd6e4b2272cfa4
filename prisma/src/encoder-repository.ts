import { isUuid } from './address.ts';
import { mapped } from './map-errors.ts';
import { query } from './query.ts';
import type { Store } from './store.ts';
import type { Encoder } from './generated/client.ts';

export { curvesOf } from './encoder-curves.ts';

/** One trained encoder of a run and what it made of each datapoint used. */
export interface EncoderRow {
  runId: string;
  /** 0 … t − 1. */
  index: number;
  /** Names the checkpoint file; null when none is kept. */
  checkpointHash: string | null;
  initialisationSeed: string;
  /** Alignment loss of every datapoint used, in the run's order; [N], float64, kept to the last bit. */
  alignment: Float64Array;
  /** Inclusion mask over the same datapoints; [N], 1 = trained on. */
  trainedOn: Uint8Array;
  /** Jackknife standard error of an alignment loss over its views, median over the datapoints; null when not measured. */
  viewNoise: number | null;
  finalLoss: number;
  /** Mean loss of each epoch. */
  lossHistory: number[];
  /** Mean alignment loss at the end of each epoch; empty when not recorded. */
  alignmentHistory: number[];
  trainDurationMs: number;
  scoreDurationMs: number;
  engine: string;
  createdAt: Date;
}

export type SaveEncoderInput = Omit<EncoderRow, 'createdAt' | 'alignmentHistory' | 'viewNoise'> &
  Partial<Pick<EncoderRow, 'alignmentHistory' | 'viewNoise'>>;

/** Stores an encoder; saving (run, index) again replaces it, so that a step may be repeated after a crash. */
export async function save(store: Store, input: SaveEncoderInput): Promise<void> {
  const { runId, index } = input;
  const fields = {
    ...input,
    alignment: bytesOfFloats(input.alignment),
    trainedOn: Uint8Array.from(input.trainedOn),
    alignmentHistory: input.alignmentHistory ?? [],
  };
  await mapped(store.url, () =>
    store.prisma.encoder.upsert({ where: { runId_index: { runId, index } }, create: fields, update: fields }),
  );
}

/** Encoders stored for a run, by index. */
export async function list(store: Store, runId: string): Promise<EncoderRow[]> {
  if (!isUuid(runId)) return [];
  const rows = await mapped(store.url, () =>
    store.prisma.encoder.findMany({ where: { runId }, orderBy: { index: 'asc' } }),
  );
  return rows.map(toRow);
}

/** Every checkpoint that an encoder of a run was stored with. */
export async function checkpoints(store: Store): Promise<{ runId: string; checkpointHash: string }[]> {
  return query(
    store,
    `SELECT run_id AS "runId", checkpoint_hash AS "checkpointHash" FROM encoder WHERE checkpoint_hash IS NOT NULL
     ORDER BY run_id, index`,
  );
}

export async function count(store: Store, runId: string): Promise<number> {
  if (!isUuid(runId)) return 0;
  return mapped(store.url, () => store.prisma.encoder.count({ where: { runId } }));
}

function toRow(row: Encoder): EncoderRow {
  return { ...row, alignment: floatsOfBytes(row.alignment) };
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
