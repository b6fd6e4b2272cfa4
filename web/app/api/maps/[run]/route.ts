import { proxyMap } from '../../../../src/proxy/proxy-columns.ts';
import { route } from '../../../../src/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route<{ run: string }>((request, env, { run }) => proxyMap(request, run, env));
