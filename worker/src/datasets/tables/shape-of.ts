import type { DataKind, ImageShape } from '@engram/core';
import { optionError, tableError } from './table-error.ts';
import type { TableOptions } from './table-options.ts';

/** Values that one datapoint may have, as of the largest image. */
const maxValues = 3 * 2 ** 20;

const product = (lengths: readonly number[]): number => lengths.reduce((a, b) => a * b, 1);

/** What rows of these lengths are when nobody says so. */
export function kindOf(
  lengths: readonly number[],
  isBytes: boolean,
  { kind, shape }: TableOptions,
): DataKind {
  if (kind) return kind;
  const dims = (shape ?? lengths).length;
  if (dims === 3 || (dims === 2 && isBytes)) return 'image';
  return dims === 2 ? 'series' : 'vector';
}

/**
 * @param lengths of one datapoint as the file has it
 * @throws DomainError INVALID_FILE or INVALID_ARGUMENT when datapoints of the kind have no such lengths
 */
export function shapeOf(
  file: string,
  kind: DataKind,
  lengths: readonly number[],
  { shape }: TableOptions,
): ImageShape {
  const count = product(lengths);
  if (count === 0 || count > maxValues)
    throw tableError(file, 'shape', `a datapoint has ${count} values; from 1 to ${maxValues} are read.`);
  if (shape && product(shape) !== count)
    throw optionError(
      file,
      'shape',
      `has ${shape.join(' × ')} = ${product(shape)} values, and a datapoint has ${lengths.join(' × ')} = ${count}.`,
    );
  const given = shape ?? lengths;
  if (kind === 'vector' || kind === 'text') return { height: 1, width: count, channels: 1 };
  if (kind === 'series') {
    if (given.length > 2)
      throw tableError(
        file,
        'shape',
        `a series has steps, or steps × channels, not ${given.join(' × ')}. Give --kind or --shape.`,
      );
    return { height: 1, width: given[0]!, channels: given[1] ?? 1 };
  }
  const [height, width, channels = 1] = given;
  if (given.length < 2 || given.length > 3 || (channels !== 1 && channels !== 3))
    throw tableError(
      file,
      'shape',
      `an image has height × width, or height × width × channels with 1 or 3 channels, not ${given.join(' × ')}. Say how its values lie with --shape, such as --shape 28x28.`,
    );
  return { height: height!, width: width!, channels };
}
