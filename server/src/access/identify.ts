import { createHash, timingSafeEqual } from 'node:crypto';
import { commandLine, DomainError, type TokenScope } from '@engram/core';
import { tokens, type Store } from '@engram/store';
import type { Request } from 'express';
import { Budget } from '../limits/budget.ts';
import { localCaller, type Caller } from './caller.ts';

export interface AccessOptions {
  store: Store;
  /** Whether requests without a token are refused, also from this machine. */
  requiresToken: boolean;
  /** Objects a minute that a token may ask for; 0 counts nothing. */
  rateLimit: number;
  /** Secret of the dashboard that the same command serves; never stored. */
  dashboardKey?: string;
  /** What its readers may do through it; only read when left out. */
  dashboardScope?: TokenScope;
}

/** `isLocal`: the request came from this machine, as `checkHost` found. */
export type Identify = (request: Request, isLocal: boolean) => Promise<Caller>;

const refused = (message: string): DomainError => new DomainError('UNAUTHENTICATED', message);
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Tells who asks by `Authorization: Bearer …`. Without it, only requests from this machine pass, on a server that
 * requires no token.
 */
export function createIdentify(options: AccessOptions): Identify {
  const { store, requiresToken, rateLimit, dashboardKey, dashboardScope = 'read' } = options;
  const budgets = new Map<string, Budget>();
  const budgetOf = (tokenId: string): Budget | null => {
    if (rateLimit === 0) return null;
    const budget = budgets.get(tokenId) ?? new Budget(rateLimit);
    budgets.set(tokenId, budget);
    return budget;
  };
  const dashboardDigest = dashboardKey === undefined ? null : digest(dashboardKey);
  // Its readers share it, and its documents are fixed: one budget for all would lock a lecture hall out.
  const dashboard: Caller = { scope: dashboardScope, budget: null };

  return async (request, isLocal) => {
    const { authorization } = request.headers;
    if (authorization === undefined) {
      if (!requiresToken && isLocal) return localCaller;
      throw refused(
        `This server asks for a token: send 'Authorization: Bearer TOKEN'. Make one on its machine with: ${commandLine('token create --name NAME')}`,
      );
    }
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (token === undefined) throw refused("Send the token as 'Authorization: Bearer TOKEN'.");
    if (dashboardDigest && timingSafeEqual(digest(token), dashboardDigest)) return dashboard;
    const row = await tokens.findBySecret(store, token);
    if (!row)
      throw refused(
        `This token is not known here. Make one on the server's machine with: ${commandLine('token create --name NAME')}`,
      );
    if (row.revokedAt) throw refused(`The token '${row.name}' was revoked.`);
    if (row.expiresAt.getTime() <= Date.now())
      throw refused(
        `The token '${row.name}' expired on ${row.expiresAt.toISOString().slice(0, 10)}. Make another on the server's machine with: ${commandLine('token create --name NAME')}`,
      );
    await tokens.noteUse(store, row);
    return { scope: row.scope, budget: budgetOf(row.id) };
  };
}
