import { NextResponse, type NextRequest } from 'next/server';
import { contentSecurityPolicy } from './src/proxy/content-security-policy.ts';
import { isEmbed } from './src/embed/is-embed.ts';

/** Gives every page a Content-Security-Policy of its own nonce; Next marks its scripts with the nonce it finds there. */
export function proxy(request: NextRequest): NextResponse {
  // It brings a policy of its own, the only one by which other pages may show it.
  if (isEmbed(request.nextUrl.pathname)) return NextResponse.next();
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development'); // eslint-disable-line no-restricted-syntax -- replaced by a constant when built
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = { matcher: '/((?!api/|_next/static/|icon.svg|favicon.ico).*)' };
