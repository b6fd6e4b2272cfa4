import { createHash } from 'node:crypto';
import { DomainError } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { readDataset } from '../../../../../worker/src/datasets/formats/registry.ts';
import { gzip, idxBytes, images, labels, validImages, validLabels, withFolder } from './idx-files.ts';

const folder = withFolder();

describe('a dataset of idx files', () => {
  it('has pixels, labels, classes and a hash of each datapoint by shape and content', async () => {
    const spec = `idx:${await folder.write('Some Images.idx3', validImages())},${await folder.write('l.idx1', validLabels())}`;
    const dataset = await readDataset(spec);
    expect(dataset).toMatchObject({ slug: 'some-images-idx3', shape: { height: 5, width: 4, channels: 1 } });
    expect([...dataset.labels]).toEqual([0, 1, 2, 0, 1, 2]);
    expect(dataset.classes).toEqual([0, 1, 2].map((index) => ({ index, name: String(index) })));
    expect(dataset.pixels).toEqual(images());
    const second = createHash('sha256').update('5×4×1\n').update(images().subarray(20, 40)).digest('hex');
    expect(dataset.contentHashes[1]).toBe(second);
  });

  it('is the same gzipped', async () => {
    const plain = `idx:${await folder.write('a', validImages())},${await folder.write('b', validLabels())}`;
    const packed = `idx:${await folder.write('a.gz', gzip(validImages()))},${await folder.write('b.gz', gzip(validLabels()))}`;
    expect(await readDataset(packed)).toEqual(await readDataset(plain));
  });

  it('has another content hash when one pixel, one label or the order differs', async () => {
    const hash = async (pixels: Uint8Array, marks: Uint8Array): Promise<string> => {
      const files = [idxBytes([6, 5, 4], pixels), idxBytes([6], marks)];
      const [a, b] = [await folder.write('x', files[0]!), await folder.write('y', files[1]!)];
      return (await readDataset(`idx:${a},${b}`)).contentHash;
    };
    const pixel = images();
    pixel[7]! ^= 1;
    const label = labels();
    label[5] = 0;
    const hashes = [
      await hash(images(), labels()),
      await hash(pixel, labels()),
      await hash(images(), label),
      await hash(images().toReversed(), labels()),
    ];
    expect(new Set(hashes).size).toBe(4);
  });

  it('may have three channels', async () => {
    const spec = `idx:${await folder.write('rgb', idxBytes([2, 5, 4, 3], images(6)))},${await folder.write('two', idxBytes([2], labels(2)))}`;
    expect((await readDataset(spec)).shape).toEqual({ height: 5, width: 4, channels: 3 });
  });
});

describe('a file is refused with name, byte offset and reason', () => {
  const whole = validImages();
  const changed = (at: number, value: number): Buffer => {
    const bytes = Buffer.from(whole);
    bytes[at] = value;
    return bytes;
  };
  const bomb = gzip(Buffer.concat([idxBytes([1, 3, 3], new Uint8Array(9)), Buffer.alloc(64 * 2 ** 20)]));

  it.each<[string, Buffer, RegExp]>([
    ['empty', Buffer.alloc(0), /IMAGES, byte 0: it ends within its header/],
    ['cut in the magic number', whole.subarray(0, 3), /IMAGES, byte 3: it ends within its header/],
    ['cut in the dimensions', whole.subarray(0, 11), /IMAGES, byte 11: it ends within its header/],
    [
      'truncated',
      whole.subarray(0, -7),
      /IMAGES, byte 129: it ends after 113 of 120 values; it is truncated/,
    ],
    [
      'followed by other bytes',
      Buffer.concat([whole, Buffer.alloc(3)]),
      /IMAGES, byte 136: bytes follow the last of 120 values/,
    ],
    [
      'not idx',
      Buffer.from('PNG and so on'),
      /IMAGES, byte 0: it does not begin with the two zero bytes of an idx file\.$/,
    ],
    [
      'a web page',
      Buffer.from('<!DOCTYPE html><html>404</html>'),
      /IMAGES, byte 0: .* idx file: it is a web page \(HTML\)\. .*fetch the file itself\.$/,
    ],
    [
      'a zip archive inside gzip',
      gzip(Buffer.from('PK\x03\x04 and so on')),
      /IMAGES \(unpacked\), byte 0: .*: it is a zip archive\. Unpack it with unzip first\.$/,
    ],
    [
      'of an unknown type',
      changed(2, 0x0a),
      /IMAGES, byte 2: its values are of the unknown type 0xa; known are unsigned bytes/,
    ],
    ['of nine dimensions', changed(3, 9), /IMAGES, byte 3: it has 9 dimensions, not 1 to 4/],
    [
      'of a size beyond the limit',
      idxBytes([4e9, 4e9, 4e9], new Uint8Array(1)),
      /IMAGES, byte 4: its dimensions 4000000000 × .* exceed the limit/,
    ],
    [
      'a list where images belong',
      validLabels(),
      /IMAGES, byte 3: images have 3 or 4 dimensions, this file has 1\. Are images and labels swapped/,
    ],
    ['of no images', idxBytes([0, 5, 4], new Uint8Array(0)), /IMAGES, byte 4: 0 images/],
    [
      'of two channels',
      idxBytes([3, 5, 4, 2], images(6)),
      /IMAGES, byte 16: images have 1 or 3 channels, not 2/,
    ],
    [
      'gzipped and cut',
      gzip(whole).subarray(0, -9),
      /IMAGES \(unpacked\), byte \d+: it cannot be read on: the gzip file is cut short/,
    ],
    [
      'gzipped, with other bytes behind',
      Buffer.concat([gzip(whole), Buffer.from('garbage')]),
      /IMAGES: the gzip data ends, and other bytes follow behind it/,
    ],
    [
      'gzipped and damaged',
      Buffer.from(gzip(whole).map((byte, at) => (at === 40 ? byte ^ 0xff : byte))),
      /IMAGES \(unpacked\), byte \d+: it cannot be read on: the gzip data is damaged/,
    ],
    ['a gzip bomb', bomb, /IMAGES \(unpacked\), byte 25: bytes follow the last of 9 values/],
  ])('when it is %s', async (_what, bytes, reason) => {
    const spec = `idx:${await folder.write('IMAGES', bytes)},${await folder.write('LABELS', validLabels())}`;
    const error: unknown = await readDataset(spec).catch((refused: unknown) => refused);
    expect(error).toBeInstanceOf(DomainError);
    expect((error as DomainError).code).toBe('INVALID_FILE');
    expect((error as DomainError).message).toMatch(reason);
  });

  it('when the labels are too few, or of images', async () => {
    const file = await folder.write('IMAGES', whole);
    const few = await folder.write('LABELS', idxBytes([5], labels(5)));
    await expect(readDataset(`idx:${file},${few}`)).rejects.toThrow(
      /LABELS, byte 4: it holds 5 labels for the 6 images of .*IMAGES/,
    );
    await expect(readDataset(`idx:${file},${file}`)).rejects.toThrow(
      /byte 3: labels have 1 dimension, this file has 3/,
    );
  });

  it('when there is none, or its name is no dataset', async () => {
    const missing = `${folder.path}/none`;
    await expect(readDataset(`idx:${missing},${missing}`)).rejects.toThrow(
      /There is no file .*none; check the path/,
    );
    await expect(readDataset(`idx:${folder.path},${missing}`)).rejects.toThrow(DomainError);
    for (const spec of ['idx:one', 'idx:a,b,c', 'idx', 'cifar11:x', 'mnist:x', '__proto__'])
      await expect(readDataset(spec), spec).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('without reading a gzip bomb to its end', async () => {
    const before = process.memoryUsage().rss;
    const spec = `idx:${await folder.write('B', bomb)},${await folder.write('L', validLabels())}`;
    await expect(readDataset(spec)).rejects.toThrow(/bytes follow/);
    expect(process.memoryUsage().rss - before).toBeLessThan(32 * 2 ** 20);
  });
});
