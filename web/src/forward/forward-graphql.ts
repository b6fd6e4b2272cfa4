import { apiAwayCode } from '../graphql/api-error.ts';
import { authorization, type WebEnv } from '../env.ts';
import { persistedBody } from './persisted-body.ts';
import { readBody } from './read-body.ts';

const maxBodyBytes = 256 * 1024;
const timeoutMs = 30_000;
const passedOn = ['content-type', 'retry-after', 'ratelimit', 'ratelimit-policy', 'x-request-id'];

/** An error in the shape of a GraphQL answer, so that the page has one kind to read. */
function refuse(status: number, code: string, message: string): Response {
  return Response.json(
    { errors: [{ message, extensions: { code } }] },
    { status, headers: { 'cache-control': 'no-store' } },
  );
}

/**
 * Hands a GraphQL request of our own pages on to the API. Only JSON sent by a page of the same origin is taken, so that no
 * other site can make a reader's browser ask; and only the documents of these pages, so that whoever reaches the dashboard
 * can ask what it shows and no more.
 */
export async function forwardGraphql(request: Request, env: WebEnv): Promise<Response> {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none')
    return refuse(
      403,
      'FORBIDDEN',
      'This address serves the dashboard only; send your query to the GraphQL API itself.',
    );
  if (!/^application\/json\b/i.test(request.headers.get('content-type') ?? ''))
    return refuse(415, 'INVALID_ARGUMENT', 'Send the query as application/json.');
  const body = await readBody(request, maxBodyBytes);
  if (!body)
    return refuse(
      413,
      'LIMIT_EXCEEDED',
      `The query is longer than ${maxBodyBytes / 1024} KiB; ask for less at once.`,
    );
  const persisted = persistedBody(body);
  if (!persisted)
    return refuse(
      403,
      'FORBIDDEN',
      'This address answers the documents of the dashboard only; send your query to the GraphQL API itself.',
    );
  try {
    const answer = await fetch(`${env.apiUrl}/graphql`, {
      method: 'POST',
      body: persisted,
      redirect: 'error',
      signal: AbortSignal.any([request.signal, AbortSignal.timeout(timeoutMs)]),
      headers: {
        'content-type': 'application/json',
        accept: request.headers.get('accept') ?? 'application/json',
        ...authorization(env),
      },
    });
    const headers = new Headers({ 'cache-control': 'no-store' });
    for (const name of passedOn) {
      const value = answer.headers.get(name);
      if (value !== null) headers.set(name, value);
    }
    return new Response(answer.body, { status: answer.status, headers });
  } catch (error) {
    return error instanceof DOMException && error.name === 'TimeoutError'
      ? refuse(504, apiAwayCode, `The API did not answer within ${timeoutMs / 1000} seconds.`)
      : refuse(
          502,
          apiAwayCode,
          'The API does not answer. Start it with `npx engram serve`, or wait until it is back.',
        );
  }
}
