import { proxyImage } from '../../../../src/proxy/proxy-image.ts';
import { route } from '../../../../src/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route<{ hash: string }>((request, env, { hash }) => proxyImage(request, hash, env));
