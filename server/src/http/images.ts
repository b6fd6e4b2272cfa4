import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { commandLine, DomainError } from '@engram/core';
import { artifacts, sha256, thumbnailArtifact, type Store } from '@engram/store';
import type { RequestHandler } from 'express';

const namePattern = /^([0-9a-f]{64})(\.png)?$/;

/** No thumbnail is larger: the largest image has 3 MiB of pixels. */
const maxBytes = 16 * 2 ** 20;

/**
 * Serves `/images/<sha256>.png` from `thumbnails/ab/<sha256>.png` of the home, to which it is brought where the store keeps it elsewhere. Only 64 hexadecimal digits name a file, so that
 * no path can lead elsewhere. The bytes are served only if they have the hash that names them: then they never change under it,
 * and a client may cache them for good; a shared cache may not, which asks nobody for a token.
 */
export function serveImage(store: Store, home: string): RequestHandler<{ name: string }> {
  return async (request, response) => {
    const hash = namePattern.exec(request.params.name)?.[1];
    if (!hash)
      throw new DomainError(
        'INVALID_ARGUMENT',
        'An image is named by 64 hexadecimal digits, as in imageUrl.',
      );
    const path = thumbnailArtifact(hash);
    const file = join(home, path);
    const png = await readImage(file, hash).then(artifacts.noteHit, async (error: unknown) => {
      // It may be kept elsewhere.
      if (!(await artifacts.bring(store, home, path))) throw error;
      return readImage(file, hash);
    });
    response.setHeader('content-type', 'image/png');
    response.setHeader('cache-control', 'private, max-age=31536000, immutable');
    response.setHeader('etag', `"${hash}"`);
    response.setHeader('content-security-policy', "default-src 'none'");
    response.setHeader('x-content-type-options', 'nosniff');
    response.send(png);
  };
}

/** @throws DomainError NOT_FOUND, or INVALID_FILE when it cannot be read or has another content */
async function readImage(path: string, hash: string): Promise<Buffer> {
  const damaged = (cause?: unknown): DomainError =>
    new DomainError(
      'INVALID_FILE',
      `The image ${hash} is damaged on the server. Import its dataset again from its source (${commandLine('import dataset')}), which ` +
        `restores it; ${commandLine('doctor')} checks all files.`,
      { details: { path }, cause },
    );
  try {
    const found = await stat(path);
    if (!found.isFile() || found.size > maxBytes) throw damaged();
    const png = await readFile(path);
    if (sha256(png) !== hash) throw damaged();
    return png;
  } catch (error) {
    if (error instanceof DomainError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new DomainError('NOT_FOUND', `There is no image ${hash}.`, { cause: error });
    throw damaged(error);
  }
}
