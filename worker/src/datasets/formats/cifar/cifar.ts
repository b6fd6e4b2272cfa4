/**
 * CIFAR-10 and CIFAR-100 as their authors distribute them (https://www.cs.toronto.edu/~kriz/cifar.html): a folder of the Python version
 * (pickles) or of the binary version. The datapoints are those of the training files in their order, then those of the test file.
 */
import { join } from 'node:path';
import { DomainError } from '@engram/core';
import { identifyDataset, type Dataset } from '../../dataset.ts';
import { cifarBinary } from './cifar-binary.ts';
import { cifarPython } from './cifar-python.ts';
import type { CifarParts, CifarVersion } from './cifar-version.ts';
import { namesIn } from '../../reading/folder-files.ts';
import type { ReadContext } from '../format.ts';

const shape = { height: 32, width: 32, channels: 3 };
const versions: readonly CifarVersion[] = [cifarPython, cifarBinary];

/** The folder that holds a version: the one given, or that of the archive in it. */
async function findVersion(
  folder: string,
  parts: CifarParts,
): Promise<{ version: CifarVersion; folder: string }> {
  const names = await namesIn(folder);
  for (const version of versions) {
    const [firstFile] = version.files(parts);
    if (names.includes(firstFile!)) return { version, folder };
    const unpacked = version.folder(parts);
    if (names.includes(unpacked)) return { version, folder: join(folder, unpacked) };
  }
  const wanted = versions.map((version) => version.files(parts)[0]).join(' nor ');
  throw new DomainError(
    'INVALID_ARGUMENT',
    `${folder} has neither ${wanted}: unpack the archive ${parts.slug}-python.tar.gz or ${parts.slug}-binary.tar.gz and give its folder.`,
  );
}

/** @throws DomainError INVALID_ARGUMENT for another folder, INVALID_FILE naming file, place and reason */
export async function readCifar(given: string, parts: CifarParts, { signal }: ReadContext): Promise<Dataset> {
  const { version, folder } = await findVersion(given, parts);
  const files = version.files(parts);
  const present = await namesIn(folder);
  const missing = files.find((name) => !present.includes(name));
  if (missing !== undefined)
    throw new DomainError('INVALID_FILE', `${join(folder, missing)} is missing; unpack the archive again.`);
  const { pixels, labels, fineToCoarse } = await version.read(
    files.map((name) => join(folder, name)),
    parts,
    signal,
  );
  const names = await version.names(folder, parts);
  return identifyDataset({
    kind: 'image',
    slug: parts.slug,
    name: parts.name,
    shape,
    classes: Array.from({ length: parts.classCount }, (_, index) => {
      const coarse = fineToCoarse.get(index);
      const name = names.fine?.[index] ?? String(index);
      return { index, name: coarse === undefined ? name : `${name} (${names.coarse?.[coarse] ?? coarse})` };
    }),
    labels,
    pixels,
    citation: 'Krizhevsky: Learning multiple layers of features from tiny images (2009)',
  });
}
