import type { WebEnv } from '../env.ts';
import { askViewer } from './ask-viewer.ts';
import { isJson, readBody } from '../proxy/read-body.ts';
import { apiUnavailableResponse, errorResponse } from '../proxy/responses.ts';
import { forgettingCookies, isTokenShaped, keepingCookie } from './session.ts';

const maxBodyBytes = 4_096;

/** Signs a reader in: `{ "token": … }` is kept in a cookie when the API knows the token. */
export async function signIn(request: Request, env: WebEnv): Promise<Response> {
  const foreign = foreignResponse(request);
  if (foreign) return foreign;
  const token = tokenIn(await readBody(request, maxBodyBytes));
  if (token === null || !isTokenShaped(token))
    return errorResponse(
      400,
      'INVALID_ARGUMENT',
      'This is not a token: a token starts with engram_, and has neither spaces nor quotation marks. Copy it again from where it was made.',
    );
  try {
    const { viewer, failure } = await askViewer(token, env);
    if (!viewer) return failureResponse(failure);
    return Response.json(
      { tokenName: viewer.tokenName, scope: viewer.scope },
      {
        headers: {
          'cache-control': 'no-store',
          'set-cookie': keepingCookie(request.headers, { token, expiresAt: new Date(viewer.expiresAt) }),
        },
      },
    );
  } catch (error) {
    return apiUnavailableResponse(error, 10_000);
  }
}

/** Signs a reader out: the browser forgets the token. The token itself stays good. */
export function signOut(request: Request): Response {
  const foreign = foreignResponse(request);
  if (foreign) return foreign;
  const headers = new Headers({ 'cache-control': 'no-store' });
  for (const cookie of forgettingCookies(request.headers)) headers.append('set-cookie', cookie);
  return new Response(null, { status: 204, headers });
}

/** The error response to a request that none of our pages sent: no other site signs a reader in or out. */
function foreignResponse(request: Request): Response | null {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin')
    return errorResponse(403, 'FORBIDDEN', 'Only pages of the dashboard sign in and out.');
  if (!isJson(request))
    return errorResponse(415, 'INVALID_ARGUMENT', 'Send the request as application/json.');
  return null;
}

function tokenIn(body: Uint8Array | null): string | null {
  if (!body) return null;
  try {
    const { token } = JSON.parse(new TextDecoder().decode(body)) as { token?: unknown };
    return typeof token === 'string' ? token.trim() : null;
  } catch {
    return null;
  }
}

function failureResponse(failure: { status: number; body: string } | null): Response {
  return new Response(failure?.body, {
    status: failure?.status ?? 502,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  });
}
