import { availableParallelism } from 'node:os';
import { DomainError } from '@engram/core';
import { wholeNumber } from './client-config.ts';
import { parseAddress } from './database-address.ts';
import { quoted } from './sql-names.ts';
import type { ConnectionCounts } from './survey.ts';

/** What a process is opened for. */
export type Purpose = 'command' | 'serve' | 'worker' | 'start';

/** Fewest connections with which each goes on at all; docs/postgresql.md has the same table. */
export const leastConnections = {
  command: 3,
  serve: 3,
  worker: 7,
  start: 8,
} as const satisfies Record<Purpose, number>;

/** Most connections of a process for each of its parts; a worker holds one more by which others see that it lives. */
export interface ConnectionBudget {
  store: number;
  worker: number;
  queue: number;
}

/** Two a core: PostgreSQL shares the machine, and more only take turns. A team's larger machine serves several of us. */
export const defaultConnections = Math.min(10, Math.max(4, 2 * availableParallelism()));

/** A worker reads and writes little at a time: jobs, progress, results, and what dead workers left. */
export const defaultBudget: ConnectionBudget = { store: defaultConnections, worker: 4, queue: 6 };
export const totalOf = ({ store, worker, queue }: ConnectionBudget): number => store + worker + queue + 1;

/** Most connections that a process uses for what it is opened for. */
export function connectionsOf(purpose: Purpose): number {
  if (purpose === 'worker' || purpose === 'start') return totalOf(defaultBudget);
  return purpose === 'serve' ? defaultConnections : defaultConnections + 1;
}

export interface ConnectionCapacity {
  /** Connections that this process may open. */
  free: number;
  /** What limits it, with the statement that lifts the limit. */
  limit: string;
}

/** How many connections are left for this process. @param own those of it that are counted as used. */
export function connectionCapacity(
  counts: ConnectionCounts,
  o: { role: string; database: string; url: string; own: number },
): ConnectionCapacity {
  const capacities: ConnectionCapacity[] = [];
  const add = (limit: number | null, used: number, text: string): void => {
    if (limit !== null) capacities.push({ free: Math.max(0, limit - used + o.own), limit: text });
  };
  const { role, database, server } = counts;
  const inUse = (used: number): string => `${Math.max(0, used - o.own)} in use`;
  add(
    role.limit,
    role.used,
    `The role ${quoted(o.role)} may have ${role.limit}, ${inUse(role.used)}: ALTER ROLE ${quoted(o.role)} CONNECTION LIMIT 20`,
  );
  add(
    database.limit,
    database.used,
    `The database takes ${database.limit}, ${inUse(database.used)}: ALTER DATABASE ${quoted(o.database)} CONNECTION LIMIT 20`,
  );
  add(
    server.limit,
    server.used,
    `The server takes ${server.limit}, ${inUse(server.used)}: ALTER SYSTEM SET max_connections = 100, then restart it`,
  );
  const asked = wholeNumber(parseAddress(o.url).parameters, 'connection_limit');
  if (asked !== undefined)
    capacities.push({ free: asked, limit: `DATABASE_URL says connection_limit=${asked}` });
  return capacities.reduce((least, capacity) => (capacity.free < least.free ? capacity : least));
}

/** @throws DomainError STORE_UNAVAILABLE naming the need, what there is, and the statement that gives more */
export function assertCapacity(capacity: ConnectionCapacity, purpose: Purpose, address: string): void {
  const needed = leastConnections[purpose];
  if (capacity.free >= needed) return;
  const who = purpose === 'command' ? 'A command' : `engram ${purpose}`;
  throw new DomainError(
    'STORE_UNAVAILABLE',
    `${who} needs at least ${needed} connections to the database at ${address}, and ${capacity.free} are free. ${capacity.limit}. ` +
      'Stop other processes, or raise the limit.',
  );
}

/** Divides what there is: as usual when it is plenty; otherwise the store gets what the queue and a worker leave. */
export function budgetOf({ free }: ConnectionCapacity): ConnectionBudget {
  if (free >= totalOf(defaultBudget)) return defaultBudget;
  const share = (fraction: number, most: number): number =>
    Math.min(most, Math.max(2, Math.floor((free - 1) * fraction)));
  const queue = share(0.35, defaultBudget.queue);
  const worker = share(0.25, defaultBudget.worker);
  return { store: Math.min(defaultConnections, Math.max(2, free - 1 - queue - worker)), worker, queue };
}
