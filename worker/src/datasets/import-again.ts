import { commandLine } from '@engram/core';
import { fetchedDatasets, shippedDatasets } from './formats/registry.ts';

/** The command that restores the files of a dataset, and changes nothing else; what it was read from is not stored. */
export const importAgain = (slug: string): string =>
  commandLine(
    [...shippedDatasets, ...fetchedDatasets].includes(slug)
      ? `import dataset ${slug}`
      : `import dataset FORMAT:FILES --name ${slug}`,
  );
