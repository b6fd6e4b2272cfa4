import { apiAwayCode } from '../graphql/api-error.ts';

/** An error in the shape of a GraphQL answer, so that the page has one kind to read. */
export function refuse(status: number, code: string, message: string): Response {
  return Response.json(
    { errors: [{ message, extensions: { code } }] },
    { status, headers: { 'cache-control': 'no-store' } },
  );
}

/** The API did not answer, or not in time. */
export function refuseAway(error: unknown, timeoutMs: number): Response {
  return error instanceof DOMException && error.name === 'TimeoutError'
    ? refuse(504, apiAwayCode, `The API did not answer within ${timeoutMs / 1000} seconds.`)
    : refuse(
        502,
        apiAwayCode,
        'The API does not answer. Start it with `npx engram serve`, or wait until it is back.',
      );
}

const passedOn = ['content-type', 'retry-after', 'ratelimit', 'ratelimit-policy', 'x-request-id'];

/** The headers of an answer of the API that a reader's browser may see. */
export function passHeaders(answer: Response): Headers {
  const headers = new Headers({ 'cache-control': 'no-store' });
  for (const name of passedOn) {
    const value = answer.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return headers;
}
