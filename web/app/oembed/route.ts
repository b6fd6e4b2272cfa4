import { readEnv } from '../../src/env.ts';
import { answerOembed } from '../../src/proxy/proxy-embed.ts';

export const dynamic = 'force-dynamic';

export async function GET(request: Request): Promise<Response> {
  return answerOembed(request, readEnv());
}
