import type { RequestHandler } from 'express';

/**
 * Lets a reverse proxy pass on addresses as they are, `/engram/api/graphql`, or without the path of the public address, `/graphql`.
 * Links of the pages are relative, so that the path itself needs the slash at its end.
 */
export function acceptPublicPath(publicUrl: string | undefined): RequestHandler {
  const prefix = publicUrl ? new URL(publicUrl).pathname.replace(/\/+$/, '') : '';
  if (prefix === '') return (_request, _response, next) => next();
  return (request, response, next) => {
    const [path = ''] = request.url.split('?');
    if (path === prefix) return response.redirect(308, `${publicUrl}/${request.url.slice(path.length)}`);
    if (path.startsWith(`${prefix}/`)) request.url = request.url.slice(prefix.length);
    next();
  };
}
