import type { ErrorCode, TokenScope } from '@engram/core';
import type { MetricValues } from '../metrics/metrics.ts';
import type { BudgetKind } from '../limits/budgets.ts';

/** What a process that serves asks the one that owns the limits. A slot is known by the number of its question. */
export type OwnerQuestion =
  | { of: 'request' | 'stream'; caller: string }
  | { of: 'operation'; caller: string; cost: number }
  | { of: 'budget'; kind: BudgetKind; key: string; cost: number }
  | { of: 'metrics' }
  /** Asked once it listens no more: when it is answered, all connections that were on their way to it have come, and gone back. */
  | { of: 'closed' }
  /** Asked first; what is said to a process before it listens is lost. */
  | { of: 'start' };

/** What remains of a budget, and whether the cost was taken. */
export interface BudgetAnswer {
  isTaken: boolean;
  remaining: number;
  msToReset: number;
}

export type ProcessNotice =
  | { of: 'release'; number: number }
  | { of: 'ready'; url: string; port: number }
  | { of: 'failed'; code: ErrorCode; message: string }
  /** The last word of a process. */
  | { of: 'end'; metrics: MetricValues };

export type ProcessQuestion =
  | { of: 'metrics' }
  /** Answered by whoever is not hung. */
  | { of: 'ping' };

/** What a process needs to begin beside its settings. */
export interface Start {
  host: string;
  /** 0 takes a free port. */
  port: number;
  /** Processes that serve, with this one. */
  processes: number;
  dashboardKey: string | undefined;
  dashboardScope: TokenScope | undefined;
}

/** `gently`: as long as clients need; otherwise within seconds. */
export type OwnerNotice = { of: 'stop'; gently: boolean };
