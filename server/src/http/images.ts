import { join } from 'node:path';
import type { RequestHandler } from 'express';
import { refuse } from './refusal.ts';

const namePattern = /^([0-9a-f]{64})(\.png)?$/;

/**
 * Serves `/images/<sha256>.png` from `thumbnails/ab/<sha256>.png` of the home. Only 64 hexadecimal digits name a file, so that
 * no path can lead elsewhere; the content never changes under its hash, so that it may be kept for good.
 */
export function serveImage(home: string): RequestHandler<{ name: string }> {
  const root = join(home, 'thumbnails');
  return (request, response, next) => {
    const hash = namePattern.exec(request.params.name)?.[1];
    if (!hash) {
      return refuse(
        response,
        400,
        'INVALID_ARGUMENT',
        'An image is named by 64 hexadecimal digits, as in imageUrl.',
      );
    }
    const headers = {
      'content-type': 'image/png',
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
    };
    const options = { root, maxAge: '365d', immutable: true, headers, dotfiles: 'allow' } as const;
    response.sendFile(join(hash.slice(0, 2), `${hash}.png`), options, (error) => {
      if (!error || response.headersSent) return;
      if ((error as { status?: number }).status !== 404) return next(error);
      refuse(response, 404, 'NOT_FOUND', `There is no image ${hash}.`);
    });
  };
}
