import { proxyGraphql } from '../../../src/proxy/proxy-graphql.ts';
import { route } from '../../../src/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(proxyGraphql);
