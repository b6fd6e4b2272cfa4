import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { DepositFile } from './deposit-folder.ts';

const blockBytes = 512;
/** Eleven octal digits; a longer size is written as a binary number, as all of today's programs read it. */
const maxOctal = 8 ** 11;

/** Of the folder that the files are unpacked into. */
export const maxRootBytes = 155;

/** Whether somebody asks for one file in place of a folder. */
export const isTarName = (name: string): boolean => /[^/\\]\.tar$/i.test(name);

/**
 * The files of a folder as a tar archive (POSIX.1-2001, ustar), by name; the same files give the same bytes.
 * @param root folder that the files are unpacked into
 */
export async function* tarOf(
  folder: string,
  files: readonly Pick<DepositFile, 'name' | 'sizeBytes'>[],
  root: string,
): AsyncGenerator<Uint8Array> {
  for (const { name, sizeBytes } of files.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    yield headerOf(root, name, sizeBytes);
    yield* createReadStream(join(folder, name)) as AsyncIterable<Buffer>;
    yield Buffer.alloc((blockBytes - (sizeBytes % blockBytes)) % blockBytes);
  }
  yield Buffer.alloc(2 * blockBytes);
}

function headerOf(root: string, name: string, sizeBytes: number): Buffer {
  const header = Buffer.alloc(blockBytes);
  const octal = (value: number, digits: number, at: number) =>
    header.write(`${value.toString(8).padStart(digits, '0')}\0`, at);
  header.write(name, 0, 100);
  octal(0o644, 7, 100);
  octal(0, 7, 108);
  octal(0, 7, 116);
  if (sizeBytes < maxOctal) octal(sizeBytes, 11, 124);
  else {
    header.writeUInt8(0x80, 124);
    header.writeBigUInt64BE(BigInt(sizeBytes), 128);
  }
  // 1980, as the archives of thumbnails: no file tells when it was written.
  octal(315_532_800, 11, 136);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  header.write(root, 345, maxRootBytes);
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
