import { DomainError } from '@engram/core';
import type { ImageDataset } from './dataset.ts';
import { readIdxDataset } from './idx.ts';
import { readMnist } from './mnist.ts';

const readers: Record<string, (rest: string, signal?: AbortSignal) => Promise<ImageDataset>> = {
  mnist: () => readMnist(),
  idx: readIdxDataset,
};

/** Datasets that come with the packages: a run that asks for one needs no import of its own first. */
export const shippedDatasets: readonly string[] = ['mnist'];

/**
 * What reads the dataset that SPEC names, `mnist`, `idx:IMAGES` or `idx:IMAGES,LABELS`; nothing is read yet.
 * @throws DomainError INVALID_ARGUMENT when it names none
 */
export function datasetReader(spec: string): (signal?: AbortSignal) => Promise<ImageDataset> {
  const [scheme, ...rest] = spec.split(':');
  const reader = Object.hasOwn(readers, scheme) ? readers[scheme] : undefined;
  if (!reader || (scheme === 'mnist' && rest.length > 0))
    throw new DomainError(
      'INVALID_ARGUMENT',
      `There is no dataset "${spec}". Use mnist, or idx:IMAGES,LABELS for files of your own (labels may be left out).`,
    );
  return (signal) => reader(rest.join(':'), signal);
}

/** @throws DomainError as `datasetReader`, or INVALID_FILE */
export const readDataset = async (spec: string, signal?: AbortSignal): Promise<ImageDataset> =>
  datasetReader(spec)(signal);
