import { answerOembed } from '../../src/proxy/proxy-embed.ts';
import { route } from '../../src/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route(answerOembed);
