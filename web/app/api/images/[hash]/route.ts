import { readEnv } from '../../../../src/env.ts';
import { proxyImage } from '../../../../src/proxy/proxy-image.ts';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  context: { params: Promise<{ hash: string }> },
): Promise<Response> {
  return proxyImage(request, (await context.params).hash, readEnv());
}
