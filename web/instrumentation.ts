import type { createRequestGuard } from './src/proxy/request-guard.ts';

/** Next bundles the request guard with the pages; the server that serves them takes it from here (web/start.mjs). */
declare global {
  var engramRequestGuard: typeof createRequestGuard | undefined;
}

export async function register(): Promise<void> {
  const { createRequestGuard } = await import('./src/proxy/request-guard.ts');
  globalThis.engramRequestGuard = createRequestGuard;
}
