import { expect, it } from 'vitest';
import { fileKind } from '../../../worker/src/files/file-kind.ts';

const bytes = (...values: number[]): Buffer => Buffer.from(values);
const tar = Buffer.alloc(512);
tar.write('images', 0);
tar.write('ustar', 257);

it.each([
  ['a zip archive', Buffer.from('PK\x03\x04rest'), /unzip/],
  ['a gzip file', bytes(0x1f, 0x8b, 8), /gunzip/],
  ['a bzip2 file', Buffer.from('BZh91AY'), /bunzip2/],
  ['an xz file', bytes(0xfd, 0x37, 0x7a, 0x58, 0x5a, 0), /unxz/],
  ['a Zstandard file', bytes(0x28, 0xb5, 0x2f, 0xfd, 4), /unzstd/],
  ['a tar archive', tar, /tar -xf/],
  ['a Git LFS pointer', Buffer.from('version https://git-lfs.github.com/spec/v1'), /git lfs pull/],
  ['a web page (HTML)', Buffer.from('\n<!DOCTYPE html><html>'), /fetch the file itself/],
  ['a web page (HTML)', Buffer.from('<html><body>404'), /fetch the file itself/],
])('%s is named with what to do', (name, head, next) => {
  expect(fileKind(head)).toMatchObject({ name, next: expect.stringMatching(next) as string });
});

it.each([
  ['a single NumPy array (.npy)', bytes(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59)],
  ['a Python pickle, which is never loaded', bytes(0x80, 4, 0x95)],
  ['an HDF5 file', bytes(0x89, 0x48, 0x44, 0x46)],
  ['a Parquet file', Buffer.from('PAR1')],
  ['a picture (PNG, JPEG or GIF)', bytes(0x89, 0x50, 0x4e, 0x47)],
])('%s is named', (name, head) => {
  expect(fileKind(head)).toEqual({ name });
});

it('anything else is unknown', () => {
  expect(fileKind(Buffer.alloc(0))).toBeNull();
  expect(fileKind(Buffer.from('PNG and so on'))).toBeNull();
  expect(fileKind(bytes(0x80, 200))).toBeNull();
});
