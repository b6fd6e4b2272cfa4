import { Rng } from '@engram/core';
import { sha256, type RunRow, type Store } from '@engram/store';
import { saveEncoder } from '../../factories/encoder.ts';

const epochs = 24;

/** Stores the first `count` encoders of a run with curves as training draws them: a fall that levels out, and noise. */
export async function plantEncoders(store: Store, run: RunRow, count: number): Promise<void> {
  const rng = Rng.fromSeed(`curves of ${run.name}`);
  for (let index = 0; index < count; index++) {
    const draw = rng.split(index);
    const curve = (start: number, end: number) =>
      Array.from(
        { length: epochs },
        (_, epoch) =>
          end +
          (start - end) * Math.exp(-epoch / 5) * (1 + 0.08 * draw.normal()) +
          0.01 * end * draw.normal(),
      );
    const lossHistory = curve(5.4, 2.1);
    await saveEncoder(store, run, {
      index,
      checkpointHash: sha256(`${run.id} ${index}`),
      checkpointSizeBytes: 1_572_864,
      initialisationSeed: String(index),
      alignment: new Float64Array(4),
      trainedOn: Uint8Array.of(1, 0, 1, 0),
      finalLoss: lossHistory.at(-1)!,
      lossHistory,
      alignmentHistory: curve(0.6, 0.31),
      trainDurationMs: 4_000 + 500 * draw.uniform(),
      scoreDurationMs: 900,
      engine: 'onnxruntime',
    });
  }
}
