import { apiUnavailableCode } from '../graphql/api-error.ts';

/** An error in the shape of a GraphQL response, so that the page has one kind to read. */
export function errorResponse(status: number, code: string, message: string): Response {
  return Response.json(
    { errors: [{ message, extensions: { code } }] },
    { status, headers: { 'cache-control': 'no-store' } },
  );
}

/** The response when the API did not answer, or not in time. */
export function apiUnavailableResponse(error: unknown, timeoutMs: number): Response {
  return error instanceof DOMException && error.name === 'TimeoutError'
    ? errorResponse(504, apiUnavailableCode, `The API did not answer within ${timeoutMs / 1000} seconds.`)
    : errorResponse(
        502,
        apiUnavailableCode,
        'The API does not answer. Start it with `npx engram serve`, or wait until it is back.',
      );
}

const proxiedNames = ['content-type', 'retry-after', 'ratelimit', 'ratelimit-policy', 'x-request-id'];

/** The headers of an API response that a reader's browser may see. */
export const proxiedHeaders = (answer: Response): Headers =>
  headersOf(answer, proxiedNames, { 'cache-control': 'no-store' });

/** A file of the API as the reader's browser gets it: of its headers only those named. */
export const fileResponse = (
  answer: Response,
  names: readonly string[],
  given: Record<string, string> = {},
): Response =>
  new Response(answer.body, {
    status: answer.status,
    headers: headersOf(answer, names, { 'x-content-type-options': 'nosniff', ...given }),
  });

function headersOf(answer: Response, names: readonly string[], given: Record<string, string>): Headers {
  const headers = new Headers(given);
  for (const name of names) {
    const value = answer.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  return headers;
}
