import { expect, it } from 'vitest';
import sharp from 'sharp';
import { readDataset } from '../../../../worker/src/datasets/formats/registry.ts';
import { datapoint, expectRefused, withFolders } from './dataset-folder.ts';

const folderOf = withFolders();

type Colour = [number, number, number];
const red: Colour = [200, 30, 40];
const blue: Colour = [20, 60, 210];

/** A picture whose left part of `cut` columns has one colour, and the rest another. */
function halves(width: number, height: number, cut: number, left: Colour, right: Colour) {
  const pixels = Buffer.alloc(width * height * 3);
  for (let i = 0; i < width * height; i++) pixels.set(i % width < cut ? left : right, 3 * i);
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}
const plain = (colour: Colour) => halves(8, 8, 4, colour, colour);
const read = async (files: Record<string, Uint8Array | string>, side = 8) =>
  readDataset(`folder:${await folderOf(files)}`, { side });
/** Colour of a pixel of a datapoint. */
const at = (dataset: Awaited<ReturnType<typeof read>>, n: number, y: number, x: number): number[] =>
  datapoint(dataset, n).slice((y * dataset.shape.width + x) * 3, (y * dataset.shape.width + x) * 3 + 3);
const near = (found: number[], colour: Colour, within = 6): void =>
  colour.forEach((value, c) => expect(Math.abs(found[c]! - value), found.join()).toBeLessThanOrEqual(within));

it('each folder is a class, in the order of names; png, jpeg and webp are read', async () => {
  const dataset = await read({
    'dogs/b.JPG': await plain(blue).jpeg({ quality: 95 }).toBuffer(),
    'dogs/a.webp': await plain(red).webp({ lossless: true }).toBuffer(),
    'Cats/10.png': await plain(blue).png().toBuffer(),
    'Cats/9.png': await plain(red).png().toBuffer(),
    'Cats/.DS_Store': 'left by a system',
    'Thumbs.db': 'left by another',
  });
  expect(dataset.classes).toEqual([{ index: 0, name: 'Cats' }, { index: 1, name: 'dogs' }]); // prettier-ignore
  expect([...dataset.labels]).toEqual([0, 0, 1, 1]);
  expect(dataset.sourceIds).toEqual(['Cats/10.png', 'Cats/9.png', 'dogs/a.webp', 'dogs/b.JPG']);
  expect(dataset.shape).toEqual({ height: 8, width: 8, channels: 3 });
  [blue, red, red, blue].forEach((colour, n) => near(at(dataset, n, 4, 4), colour));
});

it('the shorter side is resized, the longer one cut to its middle', async () => {
  // 32 × 8: its middle are columns 12 to 19, red up to 15.
  const wide = await read({ 'a/x.png': await halves(32, 8, 16, red, blue).png().toBuffer() });
  for (const x of [0, 3]) near(at(wide, 0, 4, x), red);
  for (const x of [4, 7]) near(at(wide, 0, 4, x), blue);
  const large = await read({ 'a/x.png': await halves(64, 16, 32, red, blue).png().toBuffer() });
  near(at(large, 0, 4, 1), red, 8);
  near(at(large, 0, 4, 6), blue, 8);
  expect((await readDataset(`folder:${await folderOf({ 'a/x.png': await plain(red).png().toBuffer() })}`)).shape.height).toBe(64); // prettier-ignore
});

it('a picture stands upright as its EXIF orientation says', async () => {
  // Orientation 3: turned by 180°, so that the left becomes the right.
  const turned = await halves(8, 8, 4, red, blue).jpeg({ quality: 95 }).withMetadata({ orientation: 3 }).toBuffer();
  const dataset = await read({ 'a/x.jpg': turned });
  near(at(dataset, 0, 4, 0), blue, 8);
  near(at(dataset, 0, 4, 7), red, 8);
}); // prettier-ignore

it('transparency shows white, and half of it the mixture', async () => {
  const pixels = Buffer.alloc(8 * 8 * 4);
  for (let i = 0; i < 64; i++) pixels.set([0, 0, 0, i % 8 < 4 ? 0 : 128], 4 * i);
  const alpha = await sharp(pixels, { raw: { width: 8, height: 8, channels: 4 } })
    .png()
    .toBuffer();
  const dataset = await read({ 'a/x.png': alpha });
  near(at(dataset, 0, 4, 1), [255, 255, 255]);
  near(at(dataset, 0, 4, 6), [127, 127, 127]);
});

it('16 bits become 8, and pictures that are all grey have one channel', async () => {
  const values = Uint16Array.from({ length: 64 }, (_, i) => (i % 8 < 4 ? 0x4000 : 0xc000));
  const grey = await sharp(values, { raw: { width: 8, height: 8, channels: 1 } }).toColourspace('grey16').png().toBuffer(); // prettier-ignore
  expect((await sharp(grey).metadata()).depth).toBe('ushort');
  const dataset = await read({ 'a/x.png': grey });
  expect(dataset.shape.channels).toBe(1);
  const found = datapoint(dataset, 0);
  expect(Math.abs(found[0]! - 0x40)).toBeLessThanOrEqual(1);
  expect(Math.abs(found[7]! - 0xc0)).toBeLessThanOrEqual(1);
  const mixed = await read({ 'a/x.png': grey, 'b/y.png': await plain(red).png().toBuffer() });
  expect(mixed.shape.channels).toBe(3);
  near(at(mixed, 0, 0, 0), [0x40, 0x40, 0x40], 2);
});

it('whatever is no picture in the folder of its class is named and refused', async () => {
  const png = await plain(red).png().toBuffer();
  const noisy = await sharp(Buffer.from(Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * 7919) % 251)), { raw: { width: 64, height: 64, channels: 3 } }).jpeg().toBuffer(); // prettier-ignore
  const cases: [Record<string, Uint8Array | string>, RegExp][] = [
    [
      { 'a/ok.png': png, 'a/bad.png': png.subarray(0, 60) },
      /a\/bad\.png, its content: the picture cannot be read/,
    ],
    [{ 'a/cut.jpg': noisy.subarray(0, noisy.length - 400) }, /a\/cut\.jpg, its content/],
    [{ 'a/text.png': 'no picture' }, /a\/text\.png, its content: the picture cannot be read .*unsupported/i],
    [
      { 'a/x.png': await plain(red).gif().toBuffer() },
      /a\/x\.png, byte 0: it is a picture of the format gif/,
    ],
    [{ 'a/ok.png': png, 'a/notes.txt': 'x' }, /a\/notes\.txt, its name: it is no png, jpeg or webp/],
    [
      { 'a/ok.png': png, 'loose.png': png },
      /loose\.png, its place: it lies outside the folders of the classes/,
    ],
    [{ 'a/b/deep.png': png }, /a\/b, its name: it is no png/],
    [{ 'a/.hidden': 'x' }, /a, the folder: it is a class without a picture/],
    [{ '.hidden': 'x' }, /has no folders with pictures/],
  ];
  for (const [files, reason] of cases) await expectRefused(`folder:${await folderOf(files)}`, reason);
  await expectRefused('folder:/no/such', /There is no folder \/no\/such/);
});
