import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { unpackTar } from 'modern-tar';

/** npm packs everything into one folder, mostly `package`. */
const inPackage = (name: string): string => name.replace(/^[^/]+\//, '');

/**
 * Files of a package's tarball, by their path in the package. Only those that are wanted are held in memory; nothing is
 * written to disk.
 */
export async function packageFiles(
  tarball: Uint8Array,
  isWanted: (path: string) => boolean,
): Promise<Map<string, Uint8Array>> {
  const unpacked = Readable.toWeb(Readable.from([tarball]).pipe(createGunzip()));
  const entries = await unpackTar(unpacked as ReadableStream<Uint8Array>, {
    filter: ({ name, type }) => type === 'file' && isWanted(inPackage(name)),
  });
  return new Map(
    entries.flatMap(({ header, data }) => (data ? [[inPackage(header.name), data] as const] : [])),
  );
}
