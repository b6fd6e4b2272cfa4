import { hasDatasetFiles, openDatasetFiles, writeDatasetFiles, type DatasetFiles } from './dataset-files.ts';
import { readDataset, shippedDatasets } from './formats/registry.ts';

/**
 * A dataset's files; of one that comes with the packages they are written first where they are missing, so that a worker on
 * another machine than the one that imported it can take part in its runs.
 *
 * @throws DomainError as `openDatasetFiles`
 */
export async function openOrUnpackDataset(
  home: string,
  contentHash: string,
  slug: string,
): Promise<DatasetFiles> {
  if (!(await hasDatasetFiles(home, contentHash)))
    for (const spec of shippedDatasets) {
      const dataset = await readDataset(spec);
      if (dataset.contentHash === contentHash) await writeDatasetFiles(home, dataset);
    }
  return openDatasetFiles(home, contentHash, slug);
}
