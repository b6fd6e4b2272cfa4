import { deepestNesting } from '@engram/core';
import type { WebEnv } from '../env.ts';
import { outdatedMessage, unknownDocumentCode } from '../graphql/api-error.ts';
import { annotateErrorResponse } from './may-annotate.ts';
import { persistedBody } from './persisted-body.ts';
import { isJson, readBody } from './read-body.ts';
import { sessionToken } from '../session/session.ts';
import { signedInHeader } from '../session/signed-in-header.ts';
import { errorResponse } from './responses.ts';

const maxBodyBytes = 256 * 1024;

/**
 * The body of a request of our own pages, to be proxied to the API, or an error response to any other. Only JSON sent by a page of the
 * same origin is taken, so that no other site can make a reader's browser ask; and only the documents of these pages, so that
 * whoever reaches the dashboard can ask what it shows and no more.
 */
export async function readPersistedRequest(request: Request, env: WebEnv): Promise<string | Response> {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin' && site !== 'none')
    return errorResponse(
      403,
      'FORBIDDEN',
      'This address serves the dashboard only; send your query to the GraphQL API itself.',
    );
  if (!isJson(request)) return errorResponse(415, 'INVALID_ARGUMENT', 'Send the query as application/json.');
  if (request.headers.has(signedInHeader) && sessionToken(request.headers) === null)
    return errorResponse(
      401,
      'UNAUTHENTICATED',
      'You were signed in when this page was opened, and are no longer. Sign in again, or reload the page to go on without.',
    );
  const body = await readBody(request, maxBodyBytes);
  if (!body)
    return errorResponse(
      413,
      'LIMIT_EXCEEDED',
      `The query is longer than ${maxBodyBytes / 1024} KiB; ask for less at once.`,
    );
  const own = persistedBody(body);
  if (!own)
    return errorResponse(
      403,
      'FORBIDDEN',
      'This address answers the documents of the dashboard only; send your query to the GraphQL API itself.',
    );
  if (own.kind === 'unknown') return errorResponse(404, unknownDocumentCode, outdatedMessage);
  if (own.kind === 'too-deep')
    return errorResponse(
      400,
      'LIMIT_EXCEEDED',
      `The variables are nested more than ${deepestNesting} levels deep; send flatter ones.`,
    );
  return (own.isMutation ? annotateErrorResponse(request, env) : null) ?? own.text;
}
