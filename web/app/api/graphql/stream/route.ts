import { readEnv } from '../../../../src/env.ts';
import { forwardStream } from '../../../../src/proxy/proxy-stream.ts';

export const dynamic = 'force-dynamic';

export function POST(request: Request): Promise<Response> {
  return forwardStream(request, readEnv());
}
