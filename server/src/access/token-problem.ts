import { commandLine, DomainError } from '@engram/core';
import type { tokens } from '@engram/store';

export const unauthenticated = (message: string): DomainError => new DomainError('UNAUTHENTICATED', message);

/** Why a token is no longer good; null when it is. */
export function tokenProblem({ name, revokedAt, expiresAt }: tokens.TokenRow): DomainError | null {
  if (revokedAt) return unauthenticated(`The token '${name}' was revoked.`);
  if (expiresAt.getTime() > Date.now()) return null;
  return unauthenticated(
    `The token '${name}' expired on ${expiresAt.toISOString().slice(0, 10)}. Make another on the server's machine with: ${commandLine('token create --name NAME')}`,
  );
}
