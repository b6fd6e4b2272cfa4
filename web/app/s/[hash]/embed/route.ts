import { readEnv } from '../../../../src/env.ts';
import { proxyEmbed } from '../../../../src/proxy/proxy-embed.ts';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  context: { params: Promise<{ hash: string }> },
): Promise<Response> {
  return proxyEmbed(request, (await context.params).hash, readEnv());
}
