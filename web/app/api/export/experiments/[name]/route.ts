import { proxyExport } from '../../../../../src/proxy/proxy-export.ts';
import { route } from '../../../../../src/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route<{ name: string }>((request, env, { name }) =>
  proxyExport(request, 'experiments', name, env),
);
