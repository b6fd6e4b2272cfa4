import type { TokenScope } from '@engram/core';
import type { Response } from 'express';
import type { Budget } from '../limits/budget.ts';

/** Who asks, as far as the API needs to know. */
export interface Caller {
  scope: TokenScope;
  /** What its costs are taken from; null when they are not counted. */
  budget: Budget | null;
}

/** Whoever sits at this machine may do all, as the command `engram` lets them. */
export const localCaller: Caller = { scope: 'admin', budget: null };

/** The caller that `admit` found. */
export function callerOf(response: Response): Caller {
  return response.locals.caller as Caller;
}
