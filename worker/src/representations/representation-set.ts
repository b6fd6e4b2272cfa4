/**
 * What the arrays of an `.npz` file mean: t encoders × N datapoints. Letters: t encoders, N datapoints, M views, D dimensions.
 *
 * Two forms: `f` and `g` [N, M, D], where f was trained with all datapoints and g with none of them; or `encoders`
 * [t, N, M, D] with `mask` [t, N] (1 = trained on). Optional, one value a datapoint: labels (−1 = unknown, or text), `index`,
 * `hash`.
 */
import { printableLine, textProblem, type DomainError, type ViewsShape } from '@engram/core';
import type { Labels, RowKey, RowKeys } from '../imported/matching/row-keys.ts';
import { numberType } from '../files/numpy/npy.ts';
import type { NpzArray, NpzFile } from '../files/numpy/npz.ts';
import { checkCount, findName, hashesOf, idsOf, numbersOf, invalidSetError, shapeText, textsOf, wholeNumbers } from './small-arrays.ts'; // prettier-ignore

/** Names that an array of labels may have. */
const labelNames = ['labels', 'label', 'class', 'y', 'target', 'targets'] as const;
const indexNames = ['index', 'indices'] as const;
const hashNames = ['hash', 'hashes', 'content_hash', 'content_hashes', 'contentHash'] as const;
const idNames = ['id', 'ids', 'source_id', 'source_ids', 'sourceId'] as const;

/** Every name that an array may have. */
export const arrayNames = [
  ...(['f', 'g', 'encoders', 'mask'] as const),
  ...labelNames,
  ...indexNames,
  ...hashNames,
  ...idNames,
] as const;

export interface RepresentationSet extends RowKeys {
  shape: ViewsShape;
  /** Arrays of encoders and how many each holds. */
  sources: { array: NpzArray; encoders: number }[];
  /** [t] names in messages. */
  encoderNames: string[];
  /** [t][N] */
  masks: Uint8Array[];
}

/** What is held for each datapoint, whatever the length of its views, must fit into memory. */
const largest = {
  datapoints: 5_000_000,
  encoders: 10_000,
  losses: 100_000_000,
  blockValues: 2 ** 24,
  views: 2_000,
} as const;

/** The arrays that a file holds, for messages. */
const known = ({ names }: NpzFile): string =>
  names.length === 0
    ? 'It holds none.'
    : `It holds ${names.slice(0, 12).map((name) => `'${name.slice(0, 80)}'`).join(', ')}${names.length > 12 ? ' …' : ''}.`; // prettier-ignore

async function withRank(npz: NpzFile, wanted: string, rank: number): Promise<NpzArray> {
  const name = findName(npz, wanted);
  if (name === undefined)
    throw invalidSetError(
      `${npz.file}: the array '${wanted}' is missing. Give f and g, or encoders and mask. ${known(npz)}`,
    );
  const array = await npz.array(name);
  numberType(array.header, array.where);
  if (array.header.shape.length !== rank)
    throw invalidSetError(
      `${array.where}: its shape is ${shapeText(array)}, which should have ${rank} dimensions.`,
    );
  return array;
}

/**
 * Reads all but the representations, and checks that they fit together.
 * @throws DomainError INVALID_SCORE_INPUT or INVALID_FILE naming file, array and what does not fit
 */
export async function readRepresentationSet(npz: NpzFile): Promise<RepresentationSet> {
  const { file } = npz;
  const has = (name: string): boolean => findName(npz, name) !== undefined;
  const hasEncoders = has('encoders') || has('mask');
  if ((has('f') || has('g')) && hasEncoders)
    throw invalidSetError(`${file}: it holds both forms. Give either f and g, or encoders and mask.`);
  const form = hasEncoders ? await manyEncoders(npz) : await encoderPair(npz);
  const count = form.shape.datapoints;
  const masks = form.mask
    ? await masksOf(form.mask, count)
    : [new Uint8Array(count).fill(1), new Uint8Array(count)];
  const indices = await onlyOne(npz, indexNames, (array) => wholeNumbers(array, { count, min: 0 }));
  if (indices) checkOnce(indices.values, indices.array.where);
  const hashes = await onlyOne(npz, hashNames, (array) => hashesOf(array, count));
  const ids = await onlyOne(npz, idNames, (array) => idsOf(array, count));
  const labels = await labelsOf(npz, count);
  const arrays: Record<RowKey | 'label', NpzArray | undefined> = {
    index: indices?.array,
    hash: hashes?.array,
    id: ids?.array,
    label: labels?.array,
  };
  return {
    file,
    count,
    shape: form.shape,
    sources: form.sources,
    encoderNames: form.encoderNames,
    masks,
    labels: labels?.labels ?? null,
    indices: indices?.values ?? null,
    hashes: hashes?.values ?? null,
    ids: ids?.values ?? null,
    place: (key, row) => `array '${arrays[key]?.name ?? key}', datapoint ${row}`,
  };
}

type Form = Pick<RepresentationSet, 'shape' | 'sources' | 'encoderNames'> & { mask: NpzArray | null };

async function encoderPair(npz: NpzFile): Promise<Form> {
  const f = await withRank(npz, 'f', 3);
  const g = await withRank(npz, 'g', 3);
  if (f.header.shape.join() !== g.header.shape.join())
    throw invalidSetError(
      `${npz.file}: f is ${shapeText(f)} and g is ${shapeText(g)}; the views of both must have the same shape.`,
    );
  const [datapoints, views, dims] = f.header.shape as [number, number, number];
  const sources = [f, g].map((array) => ({ array, encoders: 1 }));
  checkSize(npz.file, { datapoints, views, dims }, 2);
  return { shape: { datapoints, views, dims }, sources, encoderNames: ['f', 'g'], mask: null };
}

async function manyEncoders(npz: NpzFile): Promise<Form> {
  const array = await withRank(npz, 'encoders', 4);
  const mask = await withRank(npz, 'mask', 2);
  const [encoders, datapoints, views, dims] = array.header.shape as [number, number, number, number];
  if (encoders < 1) throw invalidSetError(`${array.where}: there is no encoder.`);
  const [t, n] = mask.header.shape;
  if (t !== encoders || n !== datapoints)
    throw invalidSetError(
      `${npz.file}: mask is ${shapeText(mask)}, but encoders ${shapeText(array)} need [${encoders}, ${datapoints}].`,
    );
  checkSize(npz.file, { datapoints, views, dims }, encoders);
  const together = encoders * views * dims;
  if (array.header.fortranOrder && together > largest.blockValues)
    throw invalidSetError(
      `${array.where}: in Fortran order the ${together} values of a datapoint are read together, which are more than ` +
        `${largest.blockValues}. Save it in C order (numpy.ascontiguousarray).`,
    );
  const encoderNames = Array.from({ length: encoders }, (_, encoder) => `encoders[${encoder}]`);
  return { shape: { datapoints, views, dims }, sources: [{ array, encoders }], encoderNames, mask };
}

function checkSize(file: string, { datapoints, views, dims }: ViewsShape, encoders: number): void {
  if (datapoints < 1) throw invalidSetError(`${file}: there are no datapoints.`);
  if (views < 2)
    throw invalidSetError(`${file}: an alignment loss needs at least 2 views of a datapoint, not ${views}.`);
  if (dims < 1) throw invalidSetError(`${file}: the representations have no dimension.`);
  const tooLarge = (what: string, most: number): DomainError =>
    invalidSetError(
      `${file}: ${what} are more than the ${most} that one import takes. Give fewer in a file.`,
    );
  if (datapoints > largest.datapoints) throw tooLarge(`${datapoints} datapoints`, largest.datapoints);
  if (views > largest.views) throw tooLarge(`${views} views of a datapoint`, largest.views);
  if (views * dims > largest.blockValues)
    throw tooLarge(`${views * dims} values of a datapoint`, largest.blockValues);
  if (encoders > largest.encoders) throw tooLarge(`${encoders} encoders`, largest.encoders);
  if (encoders * datapoints > largest.losses)
    throw tooLarge(`${encoders} encoders × ${datapoints} datapoints`, largest.losses);
}

async function masksOf(mask: NpzArray, count: number): Promise<Uint8Array[]> {
  const values = await numbersOf(mask);
  const bad = values.findIndex((value) => value !== 0 && value !== 1);
  if (bad >= 0)
    throw invalidSetError(
      `${mask.where}, encoder ${Math.floor(bad / count)}, datapoint ${bad % count}: ` +
        `${values[bad]} is neither 0 (not trained on) nor 1 (trained on).`,
    );
  return Array.from({ length: values.length / count }, (_, encoder) =>
    Uint8Array.from(values.subarray(encoder * count, (encoder + 1) * count)),
  );
}

/** The values under whichever of the names there are; several arrays must say the same. */
async function onlyOne<T>(
  npz: NpzFile,
  wanted: readonly string[],
  read: (array: NpzArray) => Promise<T[]>,
): Promise<{ values: T[]; array: NpzArray } | null> {
  let first: { values: T[]; array: NpzArray } | null = null;
  const names = new Set(wanted.map((name) => findName(npz, name)).filter((name) => name !== undefined));
  for (const name of names) {
    const array = await npz.array(name);
    const values = await read(array);
    const differs = first?.values.findIndex((value, n) => value !== values[n]) ?? -1;
    if (first && differs >= 0)
      throw invalidSetError(
        `${npz.file}: the arrays '${first.array.name}' and '${name}' differ at datapoint ${differs} (${first.values[differs]} and ${values[differs]}). Give one of them.`,
      );
    first ??= { values, array };
  }
  return first;
}

async function labelsOf(npz: NpzFile, count: number): Promise<{ labels: Labels; array: NpzArray } | null> {
  const found = await onlyOne<string | number>(
    npz,
    labelNames,
    async (array) => (await textsOf(array, count)) ?? (await wholeNumbers(array, { count, min: -1 })),
  );
  if (!found) return null;
  const { values, array } = found;
  checkCount(array, count);
  const texts = values.filter((value) => typeof value === 'string');
  if (texts.length === 0)
    return {
      labels: { classes: values.map((value) => (Number(value) < 0 ? null : Number(value))), names: null },
      array,
    };
  checkNames(texts, array.where);
  const names = [...new Set(texts)].filter((text) => text !== '').sort();
  const places = new Map(names.map((name, index) => [name, index]));
  return { labels: { classes: texts.map((text) => places.get(text) ?? null), names }, array };
}

/** Names of classes are shown on terminals and pages: refused here, where the datapoint is known. */
function checkNames(texts: readonly string[], where: string): void {
  const seen = new Set<string>();
  texts.forEach((text, n) => {
    if (seen.has(text)) return;
    seen.add(text);
    const problem = text !== '' && text.trim() === '' ? 'is blank' : textProblem(text);
    if (problem !== null)
      throw invalidSetError(
        `${where}, datapoint ${n}: the label ${printableLine(JSON.stringify(text.slice(0, 70)))} ${problem}. ` +
          'A label is the name of a class: visible characters on one line, or nothing where it is unknown.',
      );
  });
}

function checkOnce(indices: readonly number[], where: string): void {
  const seen = new Set<number>();
  for (const index of indices) {
    if (seen.has(index)) throw invalidSetError(`${where}: ${index} names two datapoints.`);
    seen.add(index);
  }
}
