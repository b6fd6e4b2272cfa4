import type { WebEnv } from '../env.ts';
import { isLocalRequest } from './local-request.ts';
import { refuse } from './answers.ts';

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

/** The refusal of a mutation, null when it may be handed on. */
export function refuseToAnnotate(request: Request, env: WebEnv): Response | null {
  if (mayAnnotate(request.headers, env)) return null;
  return refuse(403, 'FORBIDDEN', 'This dashboard is read-only.');
}
