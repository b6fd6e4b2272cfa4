import { readEnv } from '../../src/env.ts';
import { proxyReadiness } from '../../src/proxy/proxy-readiness.ts';

export const dynamic = 'force-dynamic';

export async function GET(request: Request): Promise<Response> {
  return proxyReadiness(request, readEnv());
}
