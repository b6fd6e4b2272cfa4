import { proxyStream } from '../../../../src/proxy/proxy-stream.ts';
import { route } from '../../../../src/route.ts';

export const dynamic = 'force-dynamic';

export const POST = route(proxyStream);
