import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { defaultConnections } from '../database/connection-budget.ts';
import { StorePool } from './store-pool.ts';
import { PrismaClient } from '../generated/client.ts';

export interface Connection {
  pool: pg.Pool;
  prisma: PrismaClient;
  /** Ends all connections of this process. */
  end(): Promise<void>;
}

export interface ConnectionOptions {
  maxConnections?: number;
  applicationName?: string;
  /** The one schema that holds the store's tables. */
  schema?: string;
}

/** One pool, shared by Prisma Client, raw SQL and COPY, and one schema for all of them. */
export function connect(url: string, options: ConnectionOptions = {}): Connection {
  const schema = options.schema ?? 'public';
  const pool = new StorePool(url, {
    maxConnections: options.maxConnections ?? defaultConnections,
    applicationName: options.applicationName ?? 'engram',
    schema,
  });
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool, { schema }) });
  const end = async (): Promise<void> => {
    await prisma.$disconnect();
    await pool.end();
  };
  return { pool, prisma, end };
}
