import type { WebEnv } from '../env.ts';
import { isLocalRequest } from './local-request.ts';
import { errorResponse } from './responses.ts';
import { sessionToken } from '../session/session.ts';

/**
 * Whether readers may annotate without signing in. Unless the setting says otherwise, only who sits at this machine annotates: the dashboard must
 * listen to it alone, and the request must come from it (web/src/proxy/request-guard.ts). The API decides as well, by the scope of this
 * dashboard's token.
 */
export function mayAnnotate(
  headers: Pick<Headers, 'get'>,
  { isLocal = false, scope = 'auto' }: WebEnv,
): boolean {
  return scope === 'annotate' || (scope === 'auto' && isLocal && isLocalRequest(headers));
}

/**
 * Whether readers may cancel runs and experiments without signing in: only who sits at this machine, whose API lets them do so anyway.
 * Where everybody may annotate, the API refuses it to this dashboard's token.
 */
export const mayCancel = (headers: Pick<Headers, 'get'>, env: WebEnv): boolean =>
  (env.scope ?? 'auto') === 'auto' && mayAnnotate(headers, env);

/** The error response to a mutation that readers may not send; null when they may, or when the scope of their own token decides. */
export function annotateErrorResponse(request: Request, env: WebEnv): Response | null {
  if (sessionToken(request.headers) !== null || mayAnnotate(request.headers, env)) return null;
  return errorResponse(
    403,
    'FORBIDDEN',
    'This dashboard is read-only for you until you sign in with a token that may write.',
  );
}
