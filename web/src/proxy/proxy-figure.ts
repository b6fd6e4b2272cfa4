import { isSha256 } from '@engram/core';
import { authorization, type WebEnv } from '../env.ts';
import { apiUnavailableResponse, errorResponse, fileResponse } from './responses.ts';

const passedOn = ['content-type', 'content-disposition', 'content-security-policy', 'cache-control', 'etag'];

/** Proxies a figure of a snapshot. @param name such as `histogram-1.svg` */
export async function proxyFigure(
  request: Request,
  { hash, name }: { hash: string; name: string },
  env: WebEnv,
): Promise<Response> {
  const width = new URL(request.url).searchParams.get('width') ?? '3.25';
  if (!isSha256(hash) || !/^[a-z0-9-]{1,100}\.(svg|pdf|csv)$/.test(name) || !/^[\d.]{1,6}$/.test(width))
    return errorResponse(
      400,
      'INVALID_ARGUMENT',
      'A figure is named by the hash of a snapshot and a file, such as histogram-1.svg, .pdf or .csv.',
    );
  try {
    const answer = await fetch(`${env.apiUrl}/snapshot/${hash}/figures/${name}?width=${width}`, {
      headers: authorization(env, request.headers),
      redirect: 'error',
      signal: request.signal,
    });
    return fileResponse(answer, passedOn);
  } catch (error) {
    return apiUnavailableResponse(error, 30_000);
  }
}
