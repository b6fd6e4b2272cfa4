import { authorization, type WebEnv } from '../env.ts';
import { passHeaders, refuseAway } from './answers.ts';
import { ownRequest } from './own-request.ts';

const timeoutMs = 30_000;

/** Hands a GraphQL request of our own pages on to the API, and its answer back. */
export async function forwardGraphql(request: Request, env: WebEnv): Promise<Response> {
  const body = await ownRequest(request, env);
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
    return new Response(answer.body, { status: answer.status, headers: passHeaders(answer) });
  } catch (error) {
    return refuseAway(error, timeoutMs);
  }
}
