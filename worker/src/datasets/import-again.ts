import { shippedDatasets } from './registry.ts';

/** The command that restores the files of a dataset, and changes nothing else. */
export const importAgain = (slug: string): string =>
  shippedDatasets.includes(slug)
    ? `engram import dataset ${slug}`
    : `engram import dataset idx:IMAGES,LABELS --name ${slug}`;
