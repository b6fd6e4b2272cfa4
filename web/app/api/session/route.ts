import { readEnv } from '../../../src/env.ts';
import { signIn, signOut } from '../../../src/session/answer-session.ts';

export const dynamic = 'force-dynamic';

export function POST(request: Request): Promise<Response> {
  return signIn(request, readEnv());
}

export function DELETE(request: Request): Response {
  return signOut(request);
}
