/** The page to go to after signing in: one of this dashboard, whatever an address from elsewhere says. */
export function placeToReturn(from: string | null | undefined): string {
  if (!from?.startsWith('/')) return '/';
  const { origin, pathname, search } = new URL(from, 'http://dashboard');
  const isOurs = origin === 'http://dashboard' && !pathname.startsWith('//') && pathname !== '/sign-in';
  return isOurs ? pathname + search : '/';
}
