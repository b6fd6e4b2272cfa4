import { readEnv } from '../../../../../src/env.ts';
import { forwardViews } from '../../../../../src/proxy/proxy-image.ts';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  context: { params: Promise<{ run: string; index: string }> },
): Promise<Response> {
  return forwardViews(request, await context.params, readEnv());
}
