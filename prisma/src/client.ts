import { availableParallelism } from 'node:os';
import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { StorePool } from './connections/store-pool.ts';
import { PrismaClient } from './generated/client.ts';

export interface Connection {
  pool: pg.Pool;
  prisma: PrismaClient;
  /** Ends all connections of this process. */
  end(): Promise<void>;
}

export interface ConnectionOptions {
  maxConnections?: number;
  applicationName?: string;
}

/** Two a core: PostgreSQL shares the machine, and more only take turns. A team's larger machine serves several of us. */
const usualConnections = Math.min(10, Math.max(4, 2 * availableParallelism()));

/** One pool, shared by Prisma Client, raw SQL and COPY. */
export function connect(url: string, options: ConnectionOptions = {}): Connection {
  const pool = new StorePool(url, {
    maxConnections: options.maxConnections ?? usualConnections,
    applicationName: options.applicationName ?? 'engram',
  });
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  const end = async (): Promise<void> => {
    await prisma.$disconnect();
    await pool.end();
  };
  return { pool, prisma, end };
}
