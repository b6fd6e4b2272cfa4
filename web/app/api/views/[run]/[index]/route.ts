import { readEnv } from '../../../../../src/env.ts';
import { proxyViews } from '../../../../../src/proxy/proxy-image.ts';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  context: { params: Promise<{ run: string; index: string }> },
): Promise<Response> {
  return proxyViews(request, await context.params, readEnv());
}
