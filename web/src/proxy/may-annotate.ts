import type { WebEnv } from '../env.ts';
import { isLocalRequest } from './local-request.ts';
import { errorResponse } from './responses.ts';

/**
 * Whether readers may annotate. Unless the setting says otherwise, only who sits at this machine annotates: the dashboard must
 * listen to it alone, and the request must come from it (web/src/proxy/request-guard.ts). The API decides as well, by the scope of this
 * dashboard's token.
 */
export function mayAnnotate(
  headers: Pick<Headers, 'get'>,
  { isLocal = false, scope = 'auto' }: WebEnv,
): boolean {
  return scope === 'annotate' || (scope === 'auto' && isLocal && isLocalRequest(headers));
}

/** The error response to a mutation that readers may not send; null when they may. */
export function annotateErrorResponse(request: Request, env: WebEnv): Response | null {
  if (mayAnnotate(request.headers, env)) return null;
  return errorResponse(403, 'FORBIDDEN', 'This dashboard is read-only.');
}
