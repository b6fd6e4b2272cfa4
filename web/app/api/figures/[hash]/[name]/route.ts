import { readEnv } from '../../../../../src/env.ts';
import { proxyFigure } from '../../../../../src/proxy/proxy-figure.ts';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  context: { params: Promise<{ hash: string; name: string }> },
): Promise<Response> {
  return proxyFigure(request, await context.params, readEnv());
}
