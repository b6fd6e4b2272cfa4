import { scopeIncludes, type TokenScope } from '@engram/core';
import { mayChange, type NoteChanger } from '@engram/store';
import type { Response } from 'express';
import type { CallerBudget } from '../limits/budget.ts';

/** Who asks, as far as the API needs to know. */
export interface Caller {
  /** Tells callers apart that share this API: a token, a reader of the dashboard, or this machine. */
  key: string;
  scope: TokenScope;
  /** What its costs are taken from; null when they are not counted. */
  budget: CallerBudget | null;
  /** Id of the token it shows; absent without one. */
  tokenId?: string;
  /** Name of that token. */
  tokenName?: string;
  tokenExpiresAt?: Date;
}

/** As whom a caller changes notes: by its token; the readers of a dashboard have none of their own. */
export function changerOf({ scope, tokenId, tokenName }: Caller): NoteChanger {
  const maker = tokenId === undefined ? null : { id: tokenId, name: tokenName ?? '' };
  return { maker, isAdmin: scope === 'admin' };
}

/** Whether a caller may change what the token of an id made. @param makerId null for what nobody signed */
export const mayChangeNote = (caller: Caller, makerId: string | null): boolean =>
  scopeIncludes(caller.scope, 'annotate') && mayChange(changerOf(caller), makerId);

/** Whoever sits at this machine may do all, as the command `engram` lets them. */
export const localCaller: Caller = { key: 'local', scope: 'admin', budget: null };

/** The caller that `admit` found. */
export function callerOf(response: Response): Caller {
  return response.locals.caller as Caller;
}
