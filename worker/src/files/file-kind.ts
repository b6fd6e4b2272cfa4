/** What a file is, by its first bytes, where another kind was expected. */
export interface FileKind {
  /** With its article: 'an HDF5 file'. */
  name: string;
  /** What gives the file that was meant, in a sentence; left out where the file must be written anew. */
  next?: string;
}

const unpackedBy = (name: string, program: string): FileKind => ({
  name,
  next: `Unpack it with ${program} first`,
});
const page: FileKind = {
  name: 'a web page (HTML)',
  next: 'The download got a page instead of the file: fetch the file itself',
};

/** By how the first bytes begin, as Latin-1. */
const kinds: readonly [RegExp | readonly string[], FileKind][] = [
  [['PK\x03\x04'], unpackedBy('a zip archive', 'unzip')],
  [['\x1f\x8b'], unpackedBy('a gzip file', 'gunzip')],
  [/^BZh[1-9]/, unpackedBy('a bzip2 file', 'bunzip2')],
  [['\xfd7zXZ'], unpackedBy('an xz file', 'unxz')],
  [['\x28\xb5\x2f\xfd'], unpackedBy('a Zstandard file', 'unzstd')],
  [/^.{257}ustar/s, unpackedBy('a tar archive', 'tar -xf')],
  [['version https://'], { name: 'a Git LFS pointer', next: 'Fetch its content with git lfs pull' }],
  [/^\s*<(!doctype|html|\?xml)/i, page],
  [['\x93NUMPY'], { name: 'a single NumPy array (.npy)' }],
  [['\x80\x02', '\x80\x03', '\x80\x04', '\x80\x05'], { name: 'a Python pickle, which is never loaded' }],
  [['\x89HDF'], { name: 'an HDF5 file' }],
  [['PAR1'], { name: 'a Parquet file' }],
  [['\x89PNG', '\xff\xd8\xff', 'GIF8'], { name: 'a picture (PNG, JPEG or GIF)' }],
];

/** How many of a file's first bytes tell all kinds apart. */
export const fileKindBytes = 262;

/** The kind of a file that begins with these bytes; null for an unknown one. Fewer than `fileKindBytes` tell some kinds only. */
export function fileKind(head: Buffer): FileKind | null {
  const text = head.subarray(0, fileKindBytes).toString('latin1');
  const isIt = (begin: RegExp | readonly string[]): boolean =>
    begin instanceof RegExp ? begin.test(text) : begin.some((bytes) => text.startsWith(bytes));
  return kinds.find(([begin]) => isIt(begin))?.[1] ?? null;
}
