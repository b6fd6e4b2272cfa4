import { fileError } from '../../reading/file-error.ts';
import { fromPlanes } from '../../reading/planes.ts';

/** What tells CIFAR-10 from CIFAR-100. */
export interface CifarParts {
  slug: string;
  name: string;
  classCount: number;
  /** Number of superclasses; null where there are none. */
  coarseCount: number | null;
  /** Names of the files with datapoints, without what the binary version adds. */
  batches: readonly string[];
  /** Names of classes where the folder does not have them. */
  classNames?: readonly string[];
}

export interface CifarNames {
  fine?: readonly string[];
  coarse?: readonly string[];
}

export interface CifarContent {
  /** [N, 32, 32, 3] */
  pixels: Uint8Array;
  /** [N] */
  labels: Int32Array;
  /** The superclass of each class; empty for CIFAR-10. */
  fineToCoarse: ReadonlyMap<number, number>;
}

/** One of the ways in which the datasets are distributed. */
export interface CifarVersion {
  /** Name of the folder in the archive. */
  folder(parts: CifarParts): string;
  files(parts: CifarParts): string[];
  /** @throws DomainError INVALID_FILE */
  read(files: readonly string[], parts: CifarParts, signal?: AbortSignal): Promise<CifarContent>;
  names(folder: string, parts: CifarParts): Promise<CifarNames>;
}

const image = { height: 32, width: 32, channels: 3 };
/** Bytes of an image. */
export const imageBytes = 3072;

/** Takes images one after another, and notes which superclass each class belongs to. */
export class CifarRows implements CifarContent {
  readonly pixels: Uint8Array;
  readonly labels: Int32Array;
  readonly fineToCoarse = new Map<number, number>();
  private n = 0;

  constructor(count: number) {
    this.pixels = new Uint8Array(count * imageBytes);
    this.labels = new Int32Array(count);
  }

  /** @param planes [3, 32, 32] red, green, blue */
  add(planes: Uint8Array, label: number): void {
    fromPlanes(planes, image, 'rows', this.pixels.subarray(this.n * imageBytes, (this.n + 1) * imageBytes));
    this.labels[this.n++] = label;
  }

  /** @throws DomainError INVALID_FILE when the class belonged to another superclass before */
  noteCoarse(fine: number, coarse: number, file: string, place: string): void {
    const known = this.fineToCoarse.get(fine);
    if (known !== undefined && known !== coarse)
      throw fileError(
        file,
        place,
        `the class ${fine} has the superclass ${coarse} here and ${known} before; the labels are damaged.`,
      );
    this.fineToCoarse.set(fine, coarse);
  }
}
