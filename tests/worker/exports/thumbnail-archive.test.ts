import { createHash } from 'node:crypto';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readThumbnails } from '../../../worker/src/exports/thumbnail-archive.ts';

const png = (size: number, fill = 0): Uint8Array => {
  const bytes = new Uint8Array(size).fill(fill);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return bytes;
};
const nameOf = (bytes: Uint8Array): string => {
  const hash = createHash('sha256').update(bytes).digest('hex');
  return `${hash.slice(0, 2)}/${hash}.png`;
};
const zipOf = (pictures: Uint8Array[], level: 0 | 9): Uint8Array =>
  zipSync(Object.fromEntries(pictures.map((bytes) => [nameOf(bytes), bytes])), { level });

describe('an archive of thumbnails', () => {
  it('gives its pictures by hash', () => {
    const pictures = [png(20), png(30, 1)];
    expect([...readThumbnails(zipOf(pictures, 0), 'x.zip').values()]).toEqual(pictures);
  });

  it('is refused where a picture is compressed: a few kilobytes would unpack to gigabytes', () => {
    const bomb = zipOf([png(3 * 1024 * 1024)], 9);
    expect(bomb.length).toBeLessThan(10_000);
    expect(() => readThumbnails(bomb, 'x.zip')).toThrow(/'x.zip' holds .* which is compressed or too large/);
  });

  it('is refused where a picture is larger than a thumbnail', () => {
    expect(() => readThumbnails(zipOf([png(5 * 1024 * 1024)], 0), 'x.zip')).toThrow(/too large/);
  });

  it('is refused where two entries name the same bytes', () => {
    const archive = Buffer.from(zipOf([png(2000), png(2000, 1)], 0));
    // The central directory's second entry points to the first file.
    const second = archive.lastIndexOf(Buffer.from('504b0102', 'hex'));
    archive.writeUInt32LE(0, second + 42);
    expect(() => readThumbnails(archive, 'x.zip')).toThrow(/no picture of this hash|overlap/);
  });

  it('is refused where a file is another one, or no picture', () => {
    expect(() => readThumbnails(zipSync({ 'aa/b.png': png(9) }, { level: 0 }), 'x.zip')).toThrow(
      /no picture of this hash/,
    );
    expect(() => readThumbnails(zipOf([new Uint8Array(20)], 0), 'x.zip')).toThrow(/no picture of this hash/);
    expect(() => readThumbnails(new Uint8Array(9), 'x.zip')).toThrow(/is no ZIP/);
  });
});
