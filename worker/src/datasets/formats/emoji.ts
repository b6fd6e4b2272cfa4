/**
 * Emoji as four hands drew them: the npm packages `emoji-datasource-*` (MIT; pictures of 64 × 64 with alpha), fetched by the import.
 * Pictures become 32 × 32 on white; the class is the category of `emoji.json`. Datapoints are in the order of that file, each
 * followed by its variants in other skin tones: near-duplicates of it, of which there are about as many. Its id are its code points.
 */
import { DomainError } from '@engram/core';
import { assertNotCancelled } from '../cancelled.ts';
import { identifyDataset, type Dataset } from '../dataset.ts';
import { fetchPackage } from '../packages/npm-package.ts';
import type { NpmPackage } from '../packages/package.ts';
import { packageFiles } from '../packages/package-files.ts';
import { emojiList, type Emoji } from '../reading/emoji-list.ts';
import type { DatasetFormat, ReadContext } from './format.ts';
import { readPicture } from '../reading/picture.ts';

const side = 32;
const channels = 3;
const version = '16.0.0';
const atOnce = 16;
/** Of the progress, the fetching. */
const fetchedFraction = 0.8;

type Vendor = Pick<NpmPackage, 'integrity' | 'sizeBytes'> & { artwork: string };

/** Who drew them; the first one is meant by `emoji` alone. */
const vendors: Readonly<Record<string, Vendor>> = {
  twitter: {
    integrity:
      'sha512-7F+uCuHH+7Qnrc15P5tnbvKkg9E6tlzi4MnT2uW1RlN4pLYTza6cP/dstIfSDMtpjFLWuZewWg8jBbuL2eyELQ==',
    sizeBytes: 61_683_754,
    artwork: 'Twitter, CC-BY-4.0',
  },
  google: {
    integrity:
      'sha512-ZRexfzs7MVoLnmzZmNsO4TKhnAJp5D++Vm6PpUpH/jEQQlemp3l88CjZ+DoZ2faM9R4QxZkOPJCoT8DlPhfQ3A==',
    sizeBytes: 74_344_091,
    artwork: 'Google, Apache-2.0',
  },
  apple: {
    integrity:
      'sha512-dVYjsK0FnCry9F+PBtnivhG2K0xdwlmqYaSgiUtztUdAGPYiHYhZcVKvNBqC791g2qyEcFNTBO6utg4eQ3uLTw==',
    sizeBytes: 99_291_668,
    artwork: 'Apple, all rights reserved',
  },
  facebook: {
    integrity:
      'sha512-b9ZxJdB7nMWGckH1vyCjPSosaa6MJYuojPPFiQ0LmDIZS8vlG454XKcmTFKrXIMAA72O4MRJMYFhvWI8pjyciQ==',
    sizeBytes: 102_958_917,
    artwork: 'Facebook, all rights reserved',
  },
};

const pictures = (hand: string): string => `img/${hand}/64/`;

/** All pictures, [N, 32, 32, 3]. */
async function drawn(
  files: Map<string, Uint8Array>,
  list: readonly Emoji[],
  source: string,
  { signal, onProgress = () => {} }: ReadContext,
): Promise<Uint8Array> {
  const size = side * side * channels;
  const pixels = new Uint8Array(list.length * size);
  const draw = async ({ path }: Emoji, n: number): Promise<void> => {
    const file = files.get(path);
    if (!file) throw new DomainError('INVALID_FILE', `${source}, ${path}: the picture is missing.`);
    pixels.set(await readPicture(file, { side, channels }), n * size);
  };
  for (let start = 0; start < list.length; start += atOnce) {
    assertNotCancelled(signal, source);
    await Promise.all(list.slice(start, start + atOnce).map((emoji, i) => draw(emoji, start + i)));
    const fraction = fetchedFraction + (1 - fetchedFraction) * (start / list.length);
    onProgress({ fraction, message: `reading pictures, ${start} of ${list.length}` });
  }
  return pixels;
}

async function readEmoji(rest: string, context: ReadContext): Promise<Dataset> {
  const hand = rest || 'twitter';
  const vendor = Object.hasOwn(vendors, hand) ? vendors[hand]! : null;
  if (!vendor)
    throw new DomainError('INVALID_ARGUMENT', `There are no emoji of "${hand}". Use emoji (those of Twitter), emoji:google, emoji:apple or emoji:facebook.`); // prettier-ignore
  const name = `emoji-datasource-${hand}`;
  const { onProgress = () => {} } = context;
  const tarball = await fetchPackage(
    { name, version, ...vendor },
    {
      ...context,
      onProgress: ({ fraction, message }) => onProgress({ fraction: fetchedFraction * fraction, message }),
    },
  );
  const files = await packageFiles(
    tarball,
    (path) => path === 'emoji.json' || path.startsWith(pictures(hand)),
  );
  return emojiDataset(hand, files, context);
}

/**
 * The dataset of a package's files.
 * @param files `emoji.json` and the pictures, by their paths in the package
 * @throws DomainError INVALID_FILE naming what is missing
 */
export async function emojiDataset(
  hand: string,
  files: Map<string, Uint8Array>,
  context: ReadContext,
): Promise<Dataset> {
  const name = `emoji-datasource-${hand}`;
  const { list, categories } = emojiList(files.get('emoji.json'), hand, pictures(hand), `${name}@${version}`);
  return identifyDataset({
    kind: 'image',
    slug: hand === 'twitter' ? 'emoji' : `emoji-${hand}`,
    name: `Emoji of ${hand[0]!.toUpperCase()}${hand.slice(1)} (${list.length})`,
    shape: { height: side, width: side, channels },
    classes: categories.map((category, index) => ({ index, name: category })),
    labels: Int32Array.from(list, ({ category }) => categories.indexOf(category)),
    sourceIds: list.map(({ id }) => id),
    pixels: await drawn(files, list, `${name}@${version}`, context),
    license: `MIT; pictures: ${vendors[hand]!.artwork}`,
    citation: `Cal Henderson: emoji-data, npm package ${name} ${version}`,
  });
}

export const emoji: DatasetFormat = {
  key: 'emoji',
  usage: 'emoji, fetched from npm (emoji:google, emoji:apple and emoji:facebook are drawn by others)',
  source: 'fetched',
  read: readEmoji,
};
