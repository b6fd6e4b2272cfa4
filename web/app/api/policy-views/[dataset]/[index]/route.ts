import { readEnv } from '../../../../../src/env.ts';
import { proxyPolicyViews } from '../../../../../src/proxy/proxy-image.ts';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  context: { params: Promise<{ dataset: string; index: string }> },
): Promise<Response> {
  return proxyPolicyViews(request, await context.params, readEnv());
}
