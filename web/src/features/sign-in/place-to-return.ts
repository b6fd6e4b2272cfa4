/** The page to go to after signing in: one of this dashboard, whatever an address from elsewhere says. */
export function placeToReturn(from: string | null | undefined): string {
  // Such as '//', which is an address without a host.
  if (!from?.startsWith('/') || !URL.canParse(from, 'http://dashboard')) return '/';
  const { origin, pathname, search } = new URL(from, 'http://dashboard');
  const isOurs = origin === 'http://dashboard' && !pathname.startsWith('//') && pathname !== '/sign-in';
  return isOurs ? pathname + search : '/';
}
