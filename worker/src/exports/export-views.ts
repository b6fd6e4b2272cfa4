/** Writes the views that encoders are scored on, so that any framework can encode them. */
import { DomainError, type AnyRunConfig, type ScoringViewsConfig } from '@engram/core';
import { runData } from '../datasets/run-data.ts';
import { openOrUnpackDataset } from '../datasets/shipped.ts';
import { scoringViews } from '../measures/scoring-views.ts';
import { writeStreamed } from './atomic-stream.ts';
import { npyHeader } from './npy-header.ts';
import { writeZip } from './stored-zip.ts';

export interface ExportViewsOptions {
  /** What determines the views. */
  config: ScoringViewsConfig & Pick<AnyRunConfig, 'datapoints' | 'dataset'>;
  /** Content hash of the dataset. */
  datasetHash: string;
  /** FILE.npz or FILE.npy. */
  path: string;
  signal?: AbortSignal;
  onProgress?(progress: { fraction: number; message: string }): void;
}

export interface ExportedViews {
  /** [N, M, H, W, C] */
  shape: number[];
  /** Files that were written. */
  paths: string[];
}

const bytesOf = (values: ArrayBufferView): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

/**
 * An `.npz` with `views` [N, M, H, W, C] (float32, of images in 0–1) and `index` [N] (int64), or an `.npy` of the views and another,
 * FILE.index.npy, of the indices. In memory lies a block of datapoints at a time.
 * @throws DomainError INVALID_ARGUMENT for another ending; DISK_UNAVAILABLE, CANCELLED: then there is no file
 */
export async function exportViews(home: string, o: ExportViewsOptions): Promise<ExportedViews> {
  const ending = /\.(npz|npy)$/i.exec(o.path)?.[1]?.toLowerCase();
  if (!ending)
    throw new DomainError('INVALID_ARGUMENT', `--out ${o.path}: give a name that ends in .npz or .npy.`);
  const data = runData(o.config, await openOrUnpackDataset(home, o.datasetHash, o.config.dataset));
  const { height, width, channels } = data.shape;
  const count = data.indices.length;
  const shape = [count, o.config.scoring.views, height, width, channels];
  const viewsHead = npyHeader('<f4', shape);
  const indexBytes = bytesOf(BigInt64Array.from(data.indices, BigInt));
  const indexHead = npyHeader('<i8', [count]);

  function* views(): Generator<Uint8Array> {
    yield viewsHead;
    let done = 0;
    for (const { datapoints, images } of scoringViews(o.config, data)) {
      if (o.signal?.aborted)
        throw new DomainError('CANCELLED', `The export was stopped; ${o.path} was not written.`);
      yield bytesOf(images);
      done += datapoints;
      o.onProgress?.({ fraction: done / count, message: `writing the views of ${count} datapoints` });
    }
  }
  const index = (): Uint8Array[] => [indexHead, indexBytes];
  const viewsBytes = viewsHead.length + 4 * shape.reduce((product, length) => product * length, 1);

  if (ending === 'npz') {
    const parts = [
      { name: 'views.npy', bytes: viewsBytes, pieces: views },
      { name: 'index.npy', bytes: indexHead.length + indexBytes.length, pieces: index },
    ];
    await writeStreamed(o.path, (write) => writeZip(parts, write));
    return { shape, paths: [o.path] };
  }
  const indexPath = o.path.replace(/\.npy$/i, '.index.npy');
  for (const [path, pieces] of [
    [indexPath, index],
    [o.path, views],
  ] as const)
    // prettier-ignore
    await writeStreamed(path, async (write) => {
      for (const piece of pieces()) await write(piece);
    });
  return { shape, paths: [o.path, indexPath] };
}
