import { commandLine } from '@engram/core';
import { fetchedDatasets, shippedDatasets } from './formats/registry.ts';

/** The command that restores the files of a dataset, and changes nothing else. */
export const importAgain = (slug: string): string =>
  commandLine(
    [...shippedDatasets, ...fetchedDatasets].includes(slug)
      ? `import dataset ${slug}`
      : `import dataset idx:IMAGES,LABELS --name ${slug}`,
  );
