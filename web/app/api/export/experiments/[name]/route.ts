import { readEnv } from '../../../../../src/env.ts';
import { proxyExport } from '../../../../../src/proxy/proxy-export.ts';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  context: { params: Promise<{ name: string }> },
): Promise<Response> {
  return proxyExport(request, 'experiments', (await context.params).name, readEnv());
}
