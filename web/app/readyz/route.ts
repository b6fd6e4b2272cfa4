import { proxyReadiness } from '../../src/proxy/proxy-readiness.ts';
import { route } from '../../src/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(proxyReadiness);
