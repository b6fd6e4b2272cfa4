import { join } from 'node:path';
import { datapoints, datasetHash, thumbnailFile, type DatasetRow, type Store } from '@engram/store';
import { examineDataset } from '../datasets/dataset-faults.ts';
import { hasDatasetFiles } from '../datasets/dataset-files.ts';
import { importAgain } from '../datasets/import-again.ts';
import { findingOf, plural, type Finding } from './finding.ts';
import type { FoundFiles } from './home-files.ts';
import { checkNamedFiles, faultLabels } from './named-by-hash.ts';

export interface CheckedDataset {
  findings: (Finding | null)[];
  /** Paths of its thumbnails below the folder `thumbnails`. */
  thumbnails: Iterable<string>;
}

/** Compares the rows of a dataset, its files and its thumbnails with its content hash. */
export async function checkDataset(
  store: Store,
  o: { home: string; dataset: DatasetRow; thumbnailsFound: FoundFiles; full: boolean },
): Promise<CheckedDataset> {
  const { home, dataset, full } = o;
  const { slug, contentHash } = dataset;
  const next = `Import it again from its source, which restores its files and changes no score: ${importAgain(slug)}`;
  const { thumbnails, rowsAreRight } = await readRows(store, dataset);
  const findings: (Finding | null)[] = [await checkFiles(home, dataset, next, full)];
  if (!rowsAreRight)
    findings.push({
      area: 'datasets',
      kind: 'changed',
      isProblem: true,
      count: 1,
      names: [dataset.id],
      message: `The datapoints of the dataset '${slug}' in the database no longer have its content hash ${contentHash.slice(0, 12)}.`,
      next: 'Something changed them in the database: restore it from a backup.',
    });
  const folder = join(home, 'thumbnails');
  const faults = await checkNamedFiles({ folder, found: o.thumbnailsFound, wanted: thumbnails, full });
  for (const [kind, paths] of faults)
    findings.push(
      findingOf({
        area: 'thumbnails',
        kind,
        isProblem: true,
        names: paths.map((path) => join('thumbnails', path)),
        message: `${plural(paths.length, 'thumbnail')} of the dataset '${slug}' ${paths.length === 1 ? 'is' : 'are'} ${faultLabels[kind]}.`,
        next,
      }),
    );
  return { findings, thumbnails: thumbnails.keys() };
}

/** The thumbnails that the rows name, and whether hashes and classes of the rows are those of the dataset. */
async function readRows(store: Store, { id, contentHash }: DatasetRow) {
  const thumbnails = new Map<string, string>();
  const hashes: string[] = [];
  const labels: number[] = [];
  for await (const rows of datapoints.inBatches(store, id))
    for (const row of rows) {
      hashes.push(row.contentHash);
      labels.push(row.class ?? -1);
      if (row.thumbnailHash) thumbnails.set(thumbnailFile(row.thumbnailHash), row.thumbnailHash);
    }
  return { thumbnails, rowsAreRight: datasetHash(hashes, labels) === contentHash };
}

async function checkFiles(
  home: string,
  { slug, contentHash }: DatasetRow,
  next: string,
  full: boolean,
): Promise<Finding | null> {
  const about = { area: 'datasets', isProblem: true } as const;
  if (!(await hasDatasetFiles(home, contentHash)))
    return findingOf({
      ...about,
      kind: 'missing',
      names: [join('datasets', contentHash)],
      message: `The files of the dataset '${slug}' are missing.`,
      next: `${next}, or share ENGRAM_HOME with the machine that has them.`,
    });
  const { faults } = await examineDataset(home, contentHash, full ? 'hashes' : 'sizes');
  if (faults.length === 0) return null;
  return findingOf({
    ...about,
    kind: faults[0]!.kind,
    names: faults.map(({ path }) => path.slice(home.length + 1)),
    message: `The dataset '${slug}' is damaged: ${faults.map(({ path, reason }) => `${path.slice(path.lastIndexOf('/') + 1)} ${reason}`).join('; ')}.`,
    next,
  });
}
