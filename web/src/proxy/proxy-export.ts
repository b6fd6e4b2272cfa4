import { experimentFormats, isCanonicalUuid } from '@engram/core';
import { authorization, type WebEnv } from '../env.ts';
import { apiUnavailableResponse, errorResponse, fileResponse } from './responses.ts';

/** What can be downloaded, by the folder of the API that it stands in. */
const downloads = {
  runs: { formats: ['parquet', 'csv', 'json'] as readonly string[], owner: 'run' },
  experiments: { formats: experimentFormats as readonly string[], owner: 'experiment' },
};

/** Proxies a download of all scores of a run, or of what an experiment found. @param name such as `<UUID>.csv` */
export async function proxyExport(
  request: Request,
  folder: keyof typeof downloads,
  name: string,
  env: WebEnv,
): Promise<Response> {
  const { formats, owner } = downloads[folder];
  const [id = '', format = '', ...rest] = name.split('.');
  if (!isCanonicalUuid(id) || !formats.includes(format) || rest.length > 0)
    return errorResponse(
      400,
      'INVALID_ARGUMENT',
      `A download is named ID.${formats.join(' or ID.')}, with the UUID of the ${owner}.`,
    );
  try {
    const answer = await fetch(`${env.apiUrl}/export/${folder}/${id}.${format}`, {
      headers: authorization(env, request.headers),
      redirect: 'error',
      signal: request.signal,
    });
    return fileResponse(answer, ['content-type', 'content-disposition', 'etag'], {
      'cache-control': 'private, no-cache',
    });
  } catch (error) {
    return apiUnavailableResponse(error, 30_000);
  }
}
