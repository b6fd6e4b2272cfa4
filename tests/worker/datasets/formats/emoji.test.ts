import sharp from 'sharp';
import { expect, it } from 'vitest';
import { emojiDataset } from '../../../../worker/src/datasets/formats/emoji.ts';
import { datasetReader } from '../../../../worker/src/datasets/formats/registry.ts';
import { datapoint, expectRefused } from './dataset-folder.ts';

const has = (twitter: boolean, google = true) => ({ has_img_twitter: twitter, has_img_google: google });
const entries = [
  { name: 'HASH KEY', image: 'hash.png', category: 'Symbols', ...has(true) },
  {
    name: 'WAVING HAND',
    image: 'wave.png',
    category: 'People & Body',
    ...has(true),
    skin_variations: {
      '1F3FB': { image: 'wave-light.png', ...has(true) },
      '1F3FF': { image: 'wave-dark.png', ...has(false) },
    },
  },
  { name: 'NOT DRAWN', image: 'none.png', category: 'Flags', ...has(false) },
  { name: 'COPYRIGHT', image: 'c.png', category: 'Symbols', ...has(true) },
];
/** A package's 64 × 64 picture: transparent, with a square of one colour in its middle. */
async function picture(red: number): Promise<Uint8Array> {
  const pixels = Buffer.alloc(64 * 64 * 4);
  for (let y = 16; y < 48; y++) for (let x = 16; x < 48; x++) pixels.set([red, 0, 0, 255], 4 * (y * 64 + x));
  return sharp(pixels, { raw: { width: 64, height: 64, channels: 4 } })
    .png()
    .toBuffer();
}
async function filesOf(hand: string, names: readonly string[]): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>([['emoji.json', Buffer.from(JSON.stringify(entries))]]);
  for (const [n, name] of names.entries()) files.set(`img/${hand}/64/${name}.png`, await picture(40 * n));
  return files;
}

it('emoji are those that the vendor drew, each followed by its variants, on white, by category', async () => {
  const dataset = await emojiDataset('twitter', await filesOf('twitter', ['hash', 'wave', 'wave-light', 'c']), {}); // prettier-ignore
  expect(dataset).toMatchObject({
    slug: 'emoji',
    kind: 'image',
    shape: { height: 32, width: 32, channels: 3 },
  });
  expect(dataset.classes.map(({ name }) => name)).toEqual(['Symbols', 'People & Body']);
  expect([...dataset.labels]).toEqual([0, 1, 1, 0]);
  expect(dataset.sourceIds).toEqual(['hash', 'wave', 'wave-light', 'c']);
  for (let n = 0; n < 4; n++) {
    expect(datapoint(dataset, n).slice(0, 3)).toEqual([255, 255, 255]);
    expect(
      datapoint(dataset, n)
        .slice((16 * 32 + 16) * 3)
        .slice(0, 3),
    ).toEqual([40 * n, 0, 0]);
  }
});

it('emoji of another hand have a name of their own, and their license says whose they are', async () => {
  const names = ['hash', 'wave', 'wave-light', 'wave-dark', 'none', 'c'];
  // `google` drew all of them.
  const dataset = await emojiDataset('google', await filesOf('google', names), {}).catch((e: unknown) => e);
  expect(dataset).toMatchObject({ slug: 'emoji-google', license: 'MIT; pictures: Google, Apache-2.0' });
});

it('a package without a picture or the list is refused, and an unknown hand', async () => {
  const files = await filesOf('twitter', ['hash', 'wave', 'wave-light']);
  await expect(emojiDataset('twitter', files, {})).rejects.toThrow(/emoji-datasource-twitter@16\.0\.0, img\/twitter\/64\/c\.png: the picture is missing/); // prettier-ignore
  await expect(emojiDataset('twitter', new Map(), {})).rejects.toThrow(/emoji\.json: it is missing/);
  await expectRefused('emoji:nobody', /There are no emoji of "nobody"\. Use emoji/);
  expect(() => datasetReader('emoji:google')).not.toThrow();
});
