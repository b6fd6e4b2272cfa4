import { proxyViews } from '../../../../../src/proxy/proxy-image.ts';
import { route } from '../../../../../src/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route<{ run: string; index: string }>((request, env, parts) =>
  proxyViews(request, parts, env),
);
