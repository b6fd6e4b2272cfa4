/** The binary version: records of a label (CIFAR-100: superclass, then class) and 3 planes of 32 × 32 bytes; names in text files. */
import { CifarRows, imageBytes, type CifarParts, type CifarVersion } from './cifar-version.ts';
import { linesOf, pathIfThere } from '../../reading/folder-files.ts';
import { assertLabel, checkedNames } from '../../reading/labels.ts';
import { countRecords, readRecords } from '../../reading/record-file.ts';

async function namesOf(folder: string, file: string, count: number): Promise<readonly string[] | undefined> {
  const path = await pathIfThere(folder, file);
  return path === null ? undefined : checkedNames(await linesOf(path), count, path, 'all lines');
}

async function read(files: readonly string[], { classCount, coarseCount }: CifarParts, signal?: AbortSignal) {
  const labelBytes = coarseCount === null ? 1 : 2;
  const recordBytes = labelBytes + imageBytes;
  const counts: number[] = [];
  for (const file of files) counts.push(await countRecords(file, recordBytes));
  const rows = new CifarRows(counts.reduce((sum, count) => sum + count, 0));
  for (const [at, file] of files.entries())
    await readRecords(file, { recordBytes, count: counts[at]!, signal }, (record, n) => {
      const start = n * recordBytes;
      const fine: unknown = record[labelBytes - 1];
      assertLabel(fine, { first: 0, last: classCount - 1 }, file, `byte ${start + labelBytes - 1}`);
      if (coarseCount !== null) {
        const coarse: unknown = record[0];
        assertLabel(coarse, { first: 0, last: coarseCount - 1 }, file, `byte ${start}`);
        rows.noteCoarse(fine, coarse, file, `byte ${start}`);
      }
      rows.add(record.subarray(labelBytes), fine);
    });
  return rows;
}

export const cifarBinary: CifarVersion = {
  folder: ({ coarseCount }) => (coarseCount === null ? 'cifar-10-batches-bin' : 'cifar-100-binary'),
  files: ({ batches }) => batches.map((name) => `${name}.bin`),
  read,
  async names(folder, { classCount, coarseCount, classNames }) {
    if (coarseCount === null)
      return { fine: (await namesOf(folder, 'batches.meta.txt', classCount)) ?? classNames };
    return {
      fine: await namesOf(folder, 'fine_label_names.txt', classCount),
      coarse: await namesOf(folder, 'coarse_label_names.txt', coarseCount),
    };
  },
};
