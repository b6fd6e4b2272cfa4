import { closeSync, openSync, readSync } from 'node:fs';
import { allocateValues, imageSize, type DatapointValues, type DomainError } from '@engram/core';
import { bytesOf, datapointHash } from '@engram/store/files';
import { faultOf, type DatasetIndex, type FileFault } from './dataset-faults.ts';
import type { PixelSource } from './pixel-source.ts';

/**
 * The values of a stored dataset, read where they are asked for. Memory does not grow with the dataset, and the processes of a machine share what
 * the system caches of the file. Every datapoint is verified whenever it is read: whatever happens to the file after it was opened, no other
 * values are computed with. (A mapped file that is cut kills the process that looks at it.)
 */
export class StoredPixels implements PixelSource {
  /** @param damaged the error for what is wrong with the file */
  constructor(
    private readonly path: string,
    private readonly index: DatasetIndex,
    private readonly damaged: (fault: FileFault) => DomainError,
  ) {}

  /** @throws DomainError INVALID_FILE where the file is missing, too short or changed, DISK_UNAVAILABLE where it cannot be read */
  read(positions: ArrayLike<number>): DatapointValues {
    const { kind, shape, contentHashes } = this.index;
    const size = imageSize(shape);
    const values = allocateValues(kind, positions.length * size);
    const file = this.orDamaged(() => openSync(this.path, 'r'));
    try {
      for (let n = 0; n < positions.length; n++) {
        const datapoint = values.subarray(n * size, (n + 1) * size);
        const bytes = bytesOf(datapoint);
        this.readFully(file, bytes, positions[n]! * bytes.length);
        if (datapointHash(datapoint, shape) !== contentHashes[positions[n]!])
          throw this.damaged({
            ...{ path: this.path, kind: 'changed' },
            reason: `no longer has the content hash of datapoint ${positions[n]!}`,
          });
      }
    } finally {
      closeSync(file);
    }
    return values;
  }

  /** One read may return less than was asked for. */
  private readFully(file: number, into: Uint8Array, position: number): void {
    for (let done = 0; done < into.length;) {
      const count = this.orDamaged(() => readSync(file, into, done, into.length - done, position + done));
      if (count === 0) throw this.damaged({ path: this.path, kind: 'wrong size', reason: 'ends too early' });
      done += count;
    }
  }

  private orDamaged<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw this.damaged(faultOf(this.path, error));
    }
  }
}
