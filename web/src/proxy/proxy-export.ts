import { isCanonicalUuid } from '@engram/core';
import { authorization, type WebEnv } from '../env.ts';
import { apiUnavailableResponse, errorResponse } from './responses.ts';

const formats = ['parquet', 'csv', 'json'];

/** Proxies a download of all scores of a run. @param name such as `<UUID>.parquet` */
export async function proxyExport(request: Request, name: string, env: WebEnv): Promise<Response> {
  const [run = '', format = '', ...rest] = name.split('.');
  if (!isCanonicalUuid(run) || !formats.includes(format) || rest.length > 0)
    return errorResponse(
      400,
      'INVALID_ARGUMENT',
      `A download is named RUN.${formats.join(', RUN.')}, with the UUID of the run.`,
    );
  try {
    const answer = await fetch(`${env.apiUrl}/export/runs/${run}.${format}`, {
      headers: authorization(env, request.headers),
      redirect: 'error',
      signal: request.signal,
    });
    const headers = new Headers({
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
    });
    for (const key of ['content-type', 'content-disposition', 'etag']) {
      const value = answer.headers.get(key);
      if (value !== null) headers.set(key, value);
    }
    return new Response(answer.body, { status: answer.status, headers });
  } catch (error) {
    return apiUnavailableResponse(error, 30_000);
  }
}
