/** Alignment losses and content hashes of representations, read block by block. */
import { createHash } from 'node:crypto';
import {
  alignmentLosses,
  DomainError,
  leastViewsForNoise,
  median,
  pairCount,
  viewNoise,
  type AlignmentOptions,
  type ViewsShape,
} from '@engram/core';
import type { Measured } from '../measures/measure.ts';
import { datapointBlocks, passesOf, type BlockSource, type DatapointBlock } from './datapoint-blocks.ts';
import type { RepresentationSet } from './representation-set.ts';

export interface ScoredSet {
  /** [t] */
  scored: Measured[];
  /** [N] */
  hashes: string[];
}

const hashBytes = 32;

/** Arrays up to this size are read again when they cannot be scored, to see whether the file was damaged. */
const rereadBytes = 2 ** 30;

/**
 * Scores all encoders of a set.
 * @param onFraction told how much of the file was read, 0–1
 * @throws DomainError INVALID_SCORE_INPUT with file, array and datapoint; INVALID_FILE where the file is damaged
 */
export async function scoreRepresentations(
  set: RepresentationSet,
  options: AlignmentOptions,
  onFraction: (fraction: number) => void = () => {},
): Promise<ScoredSet> {
  const { shape } = set;
  const losses = set.encoderNames.map(() => new Float64Array(shape.datapoints));
  const noises = set.encoderNames.map(() =>
    shape.views < leastViewsForNoise ? null : new Float64Array(shape.datapoints),
  );
  const chains = new HashChains(shape);
  let bytesRead = 0;
  const sources: BlockSource[] = set.sources.map((source) => ({
    ...source,
    shape,
    onBytes: (bytes) => onFraction((bytesRead += bytes) / bytesToRead),
  }));
  const bytesToRead = sources.reduce((sum, o) => sum + passesOf(o) * o.array.header.fileBytes, 0);
  let before = 0;
  for (const source of sources) {
    for await (const block of datapointBlocks(source)) {
      const encoder = before + block.encoder;
      const name = `${set.file}, array '${set.encoderNames[encoder]}'`;
      await trueReason(source, name, () =>
        scoreBlock(block, shape, options, losses[encoder]!, noises[encoder]!),
      );
      chains.add(block);
    }
    before += source.encoders;
  }
  return {
    scored: losses.map((perDatapoint, encoder) => {
      const noise = noises[encoder];
      return { perDatapoint, viewNoise: noise ? median(noise) : null };
    }),
    hashes: chains.all(),
  };
}

function scoreBlock(
  { first, count, values }: DatapointBlock,
  { views, dims }: ViewsShape,
  options: AlignmentOptions,
  losses: Float64Array,
  noises: Float64Array | null,
): void {
  const pairs = new Float32Array(count * pairCount(views));
  const shape = { datapoints: count, views, dims };
  const end = first + count;
  alignmentLosses(values, shape, { ...options, firstDatapoint: first }, losses.subarray(first, end), pairs);
  if (noises) viewNoise(pairs, views, noises.subarray(first, end));
}

/** Names the array; where the file turns out to be damaged, that is the reason and not the values. */
async function trueReason({ array }: BlockSource, name: string, work: () => void): Promise<void> {
  try {
    work();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (array.header.fileBytes <= rereadBytes) await (await array.stream()).drain();
    throw new DomainError(error.code, `${name}: ${error.message}`, { cause: error });
  }
}

/**
 * SHA-256 of each datapoint's representations under all encoders: that of the one before and of the next encoder's values
 * [M, D] as float64, so that neither encoders nor datapoints need to be in memory together.
 */
class HashChains {
  private readonly states: Buffer;

  constructor(private readonly shape: ViewsShape) {
    this.states = Buffer.alloc(shape.datapoints * hashBytes);
  }

  add({ first, count, values }: DatapointBlock): void {
    const size = this.shape.views * this.shape.dims;
    for (let n = 0; n < count; n++) {
      const row = values.subarray(n * size, (n + 1) * size);
      const state = this.states.subarray((first + n) * hashBytes, (first + n + 1) * hashBytes);
      createHash('sha256')
        .update(state)
        .update(new Uint8Array(row.buffer, row.byteOffset, row.byteLength))
        .digest()
        .copy(state);
    }
  }

  all(): string[] {
    return Array.from({ length: this.shape.datapoints }, (_, n) =>
      this.states.toString('hex', n * hashBytes, (n + 1) * hashBytes),
    );
  }
}
