import { createHash, timingSafeEqual } from 'node:crypto';
import { commandLine, type TokenScope } from '@engram/core';
import { tokens, type Store } from '@engram/store';
import type { Request } from 'express';
import type { AllBudgets } from '../limits/budgets.ts';
import { localCaller, type Caller } from './caller.ts';
import { unauthenticated, tokenProblem } from './token-problem.ts';

export interface AccessOptions {
  store: Store;
  /** Whether requests without a token are unauthenticated, also from this machine. */
  requiresToken: boolean;
  budgets: AllBudgets;
  /** Secret of the dashboard that the same command serves; never stored. */
  dashboardKey?: string;
  /** What its readers may do through it; only read when left out. */
  dashboardScope?: TokenScope;
}

/** `isLocal`: the request came from this machine, as `checkHost` found. */
export type Identify = (request: Request, isLocal: boolean) => Promise<Caller>;

/** By which the dashboard of the same command says for which of its readers it asks; of nobody else it is believed. */
const readerHeader = 'x-engram-reader';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Tells who asks by `Authorization: Bearer …`. Without it, only requests from this machine pass, on a server that
 * requires no token.
 */
export function createIdentify(options: AccessOptions): Identify {
  const { store, requiresToken, budgets, dashboardKey, dashboardScope = 'read' } = options;
  const dashboardDigest = dashboardKey === undefined ? null : digest(dashboardKey);
  const readerOf = (request: Request): Caller => {
    const key = `reader ${String(request.headers[readerHeader] ?? '').slice(0, 64)}`;
    return { key, scope: dashboardScope, budget: budgets.reader.of(key) };
  };

  return async (request, isLocal) => {
    const { authorization } = request.headers;
    if (authorization === undefined) {
      if (!requiresToken && isLocal) return localCaller;
      throw unauthenticated(
        `This server asks for a token: send 'Authorization: Bearer TOKEN'. Make one on its machine with: ${commandLine('token create --name NAME')}`,
      );
    }
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    if (token === undefined) throw unauthenticated("Send the token as 'Authorization: Bearer TOKEN'.");
    if (dashboardDigest && timingSafeEqual(digest(token), dashboardDigest)) return readerOf(request);
    const row = await tokens.findBySecret(store, token);
    if (!row)
      throw unauthenticated(
        `This token is not known here. Make one on the server's machine with: ${commandLine('token create --name NAME')}`,
      );
    const problem = tokenProblem(row);
    if (problem) throw problem;
    await tokens.recordUse(store, row);
    const key = `token ${row.id}`;
    const { id: tokenId, name: tokenName, expiresAt: tokenExpiresAt, scope } = row;
    return { key, scope, budget: budgets.token.of(key), tokenId, tokenName, tokenExpiresAt };
  };
}
