import { hostNameOf, hostNameOfUrl } from '@engram/core';
import { basePath } from '../base-path.ts';
import { snapshotAddress } from '../address/snapshot-address.ts';

/**
 * The origin of this dashboard for whoever asked by a name, as the request guard let it pass. By https where the API's public address
 * has the same name and is reached so: no header tells. A host without port is one that a proxy left it out of.
 */
function ownOrigin(host: string, publicUrl: string | undefined): string | null {
  const name = hostNameOf(host);
  if (name === null) return null;
  if (publicUrl === undefined || hostNameOfUrl(publicUrl) !== name) return `http://${host}`;
  const { protocol, origin } = new URL(publicUrl);
  return /:\d+$/.test(host) ? `${protocol}//${host}` : origin;
}

/** Where the picture of a snapshot is, for pages that link to it; null where this server does not know its own address. */
export function cardAddress(hash: string, host: string, publicUrl: string | undefined): string | null {
  const origin = ownOrigin(host, publicUrl);
  return origin === null ? null : `${origin}${basePath}${snapshotAddress(hash)}/card.png`;
}

/** Where programs ask how to show a snapshot in a frame; null where this server does not know its own address. */
export function discoveryAddress(
  { hash, figure }: { hash: string; figure: string | null },
  host: string,
  publicUrl: string | undefined,
): string | null {
  const origin = ownOrigin(host, publicUrl);
  if (origin === null) return null;
  const page = `${origin}${basePath}${snapshotAddress(hash)}${figure === null ? '' : `?figure=${figure}`}`;
  return `${origin}${basePath}/oembed?format=json&url=${encodeURIComponent(page)}`;
}
