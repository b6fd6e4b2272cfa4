import { route } from '../../../src/route.ts';
import { signIn, signOut } from '../../../src/session/answer-session.ts';

export const dynamic = 'force-dynamic';

export const POST = route(signIn);
export const DELETE = route(signOut);
