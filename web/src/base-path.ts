/** Path that this build of the dashboard lies below, such as '/engram'; '' at the root. Next puts it before links, not before these. */
export const basePath = process.env.ENGRAM_BUILT_BASE_PATH ?? ''; // eslint-disable-line no-restricted-syntax -- replaced by a constant when built

/** What pages ask for below a base path: `/engram/api/` is the place of the GraphQL API behind a reverse proxy (web/src/proxy/request-guard.ts). */
export const ownRoutes = '/page-data/';

/** The address of a route of our own, such as '/api/graphql', as a browser asks for it. */
export const ownAddress = (path: string): string =>
  basePath === '' ? path : basePath + path.replace(/^\/api\//, ownRoutes);

/** A page's path as Next's links take it, from the one that the browser shows. */
export function withoutBasePath(path: string): string {
  return path === basePath || path.startsWith(`${basePath}/`) ? path.slice(basePath.length) || '/' : path;
}
