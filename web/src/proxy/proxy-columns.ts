import { isCanonicalUuid } from '@engram/core';
import { authorization, type WebEnv } from '../env.ts';
import { errorResponse, apiUnavailableResponse } from './responses.ts';

const timeoutMs = 30_000;

/** Proxies the columns of a run. A finished run never changes: a browser that has them gets 304, by their ETag. */
export const proxyColumns = (request: Request, run: string, env: WebEnv): Promise<Response> =>
  proxyOfRun(request, run, `runs/${run}.columns`, env);

/** The same of the map of its representations. */
export const proxyMap = (request: Request, run: string, env: WebEnv): Promise<Response> =>
  proxyOfRun(request, run, `maps/${run}`, env);

/** @param path below the API's `/export` */
async function proxyOfRun(request: Request, run: string, path: string, env: WebEnv): Promise<Response> {
  if (!isCanonicalUuid(run))
    return errorResponse(400, 'INVALID_ARGUMENT', 'A run is named by its UUID here.');
  const known = request.headers.get('if-none-match');
  try {
    const answer = await fetch(`${env.apiUrl}/export/${path}`, {
      // Without the second header, fetch would ask for the whole file whatever its tag.
      headers: {
        ...authorization(env, request.headers),
        ...(known && { 'if-none-match': known, 'cache-control': 'max-age=0' }),
      },
      redirect: 'error',
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]),
    });
    const headers = new Headers({
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
    });
    for (const name of ['content-type', 'content-length', 'etag']) {
      const value = answer.headers.get(name);
      if (value !== null) headers.set(name, value);
    }
    return new Response(answer.body, { status: answer.status, headers });
  } catch (error) {
    return apiUnavailableResponse(error, timeoutMs);
  }
}
