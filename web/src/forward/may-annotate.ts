import { isLoopback, type WebEnv } from '../env.ts';
import { refuse } from './answers.ts';

/**
 * Whether readers who ask by this name of the host may annotate. Unless the setting says otherwise, only who sits at this machine
 * annotates: the dashboard must listen to it alone, and be asked by a loopback name, which a page that rebinds its own name to
 * 127.0.0.1 does not do. The API decides as well, by the scope of this dashboard's token.
 */
export function mayAnnotate(host: string | null, { isLocal = false, scope = 'auto' }: WebEnv): boolean {
  const name = (host ?? '').replace(/:\d+$/, '');
  return scope === 'annotate' || (scope === 'auto' && isLocal && isLoopback(name));
}

/** The refusal of a mutation, null when it may be handed on. */
export function refuseToAnnotate(request: Request, env: WebEnv): Response | null {
  if (mayAnnotate(request.headers.get('host'), env)) return null;
  return refuse(403, 'FORBIDDEN', 'This dashboard shows and does not write.');
}
