import { proxyFigure } from '../../../../../src/proxy/proxy-figure.ts';
import { route } from '../../../../../src/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route<{ hash: string; name: string }>((request, env, parts) =>
  proxyFigure(request, parts, env),
);
