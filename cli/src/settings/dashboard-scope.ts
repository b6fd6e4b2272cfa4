import { isLoopbackName } from '@engram/core';
import type { Settings } from './env.ts';

/** What decides which scope requests have that annotate through the dashboard. */
interface Asked extends Pick<Settings, 'dashboardScope' | 'webHost'> {
  /** ENGRAM_AUTH. */
  auth: 'auto' | 'required';
}

/** What the readers of the dashboard may do; `auto`: annotate if their request comes from this machine, else read. */
export function scopeOfReaders({ dashboardScope, webHost, auth }: Asked): Settings['dashboardScope'] {
  const isOurs = auth === 'auto' && isLoopbackName(webHost);
  return dashboardScope === 'auto' && !isOurs ? 'read' : dashboardScope;
}
