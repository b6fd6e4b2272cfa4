import { readEnv } from '../../../src/env.ts';
import { forwardGraphql } from '../../../src/forward/forward-graphql.ts';

export const dynamic = 'force-dynamic';

export function POST(request: Request): Promise<Response> {
  return forwardGraphql(request, readEnv());
}
