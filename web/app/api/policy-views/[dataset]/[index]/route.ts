import { proxyPolicyViews } from '../../../../../src/proxy/proxy-image.ts';
import { route } from '../../../../../src/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route<{ dataset: string; index: string }>((request, env, parts) =>
  proxyPolicyViews(request, parts, env),
);
