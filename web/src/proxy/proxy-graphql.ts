import { authorization, type WebEnv } from '../env.ts';
import { proxiedHeaders, apiUnavailableResponse } from './responses.ts';
import { readPersistedRequest } from './read-persisted-request.ts';

const timeoutMs = 30_000;

/** Proxies a GraphQL request of our own pages to the API. */
export async function proxyGraphql(request: Request, env: WebEnv): Promise<Response> {
  const body = await readPersistedRequest(request, env);
  if (body instanceof Response) return body;
  try {
    const answer = await fetch(`${env.apiUrl}/graphql`, {
      method: 'POST',
      body,
      redirect: 'error',
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]),
      headers: {
        'content-type': 'application/json',
        accept: request.headers.get('accept') ?? 'application/json',
        ...authorization(env, request.headers),
      },
    });
    return new Response(answer.body, { status: answer.status, headers: proxiedHeaders(answer) });
  } catch (error) {
    return apiUnavailableResponse(error, timeoutMs);
  }
}
