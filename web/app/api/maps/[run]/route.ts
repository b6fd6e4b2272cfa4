import { readEnv } from '../../../../src/env.ts';
import { proxyMap } from '../../../../src/proxy/proxy-columns.ts';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  context: { params: Promise<{ run: string }> },
): Promise<Response> {
  return proxyMap(request, (await context.params).run, readEnv());
}
