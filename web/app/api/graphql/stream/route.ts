import { readEnv } from '../../../../src/env.ts';
import { proxyStream } from '../../../../src/proxy/proxy-stream.ts';

export const dynamic = 'force-dynamic';

export function POST(request: Request): Promise<Response> {
  return proxyStream(request, readEnv());
}
