import { isLoopbackName, type TokenScope } from '@engram/core';
import type { Settings } from './env.ts';

/** What decides which scope requests have that annotate through the dashboard. */
interface Asked extends Pick<Settings, 'dashboardScope' | 'webHost'> {
  /** ENGRAM_AUTH. */
  auth: 'auto' | 'required';
}

/** What the readers of the dashboard may do without signing in; `auto`: annotate if their request comes from this machine, else read. */
export function scopeOfReaders({ dashboardScope, webHost, auth }: Asked): Settings['dashboardScope'] {
  const isOurs = auth === 'auto' && isLoopbackName(webHost);
  return dashboardScope === 'auto' && !isOurs ? 'read' : dashboardScope;
}

/**
 * What the API lets the dashboard's own key do. With `auto` the dashboard decides for each request (web/src/proxy/may-annotate.ts), and takes
 * changes only from this machine, which needs no token for the API itself: they may cancel runs and experiments too.
 * with `none` it asks by its key for nobody (web/src/proxy/request-guard.ts).
 */
export function scopeOfKey(readers: Settings['dashboardScope']): TokenScope {
  if (readers === 'auto') return 'runs:write';
  return readers === 'none' ? 'read' : readers;
}
