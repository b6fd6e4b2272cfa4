/** Each link has a cookie of its own: who reviews two papers reads both. */
const nameOf = (linkId: string): string => `engram-review-${linkId}`;

export interface ReviewCookie {
  linkId: string;
  token: string;
  expiresAt: Date;
  /** Whether people reach this server by https alone. */
  isSecure: boolean;
}

/**
 * The header by which a browser holds the token of a link from now on. No script reads it, and no other site's form or image sends it. Without a
 * path of its own it goes to what lies beside the address that was opened, wherever a proxy puts that.
 */
export function reviewCookie({ linkId, token, expiresAt, isSecure }: ReviewCookie): string {
  const seconds = Math.max(0, Math.floor((expiresAt.getTime() - Date.now()) / 1_000));
  return `${nameOf(linkId)}=${token}; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
}

/** The token that a browser holds for a link; null when it holds none. */
export function reviewTokenIn(header: string | undefined, linkId: string): string | null {
  for (const part of (header ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === nameOf(linkId)) return part.slice(at + 1).trim();
  }
  return null;
}
