/** Header by which the request guard of the dashboard's server tells its pages that a request came from this machine; never a client's. */
export const localHeader = 'x-engram-local';

export function isLocalRequest(headers: Pick<Headers, 'get'>): boolean {
  return headers.get(localHeader) === '1';
}
