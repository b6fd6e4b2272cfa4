import { readEnv } from '../../../../src/env.ts';
import { forwardColumns } from '../../../../src/forward/forward-columns.ts';

export const dynamic = 'force-dynamic';

export async function GET(
  request: Request,
  context: { params: Promise<{ run: string }> },
): Promise<Response> {
  return forwardColumns(request, (await context.params).run, readEnv());
}
