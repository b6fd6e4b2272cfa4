import { readEnv } from '../../../src/env.ts';
import { proxyGraphql } from '../../../src/proxy/proxy-graphql.ts';

export const dynamic = 'force-dynamic';

export function POST(request: Request): Promise<Response> {
  return proxyGraphql(request, readEnv());
}
