import { isLoopback, type WebEnv } from '../env.ts';
import { refuse } from './answers.ts';

/**
 * The refusal of a mutation, null when it may be handed on. Unless the setting says otherwise, only who sits at this machine
 * annotates: the dashboard must listen to it alone, and be asked by a loopback name, which a page that rebinds its own name to
 * 127.0.0.1 does not do. The API decides as well, by the scope of this dashboard's token.
 */
export function refuseToAnnotate(request: Request, { isLocal, scope = 'auto' }: WebEnv): Response | null {
  const name = (request.headers.get('host') ?? '').replace(/:\d+$/, '');
  if (scope === 'annotate' || (scope === 'auto' && isLocal && isLoopback(name))) return null;
  return refuse(403, 'FORBIDDEN', 'This dashboard shows and does not write.');
}
