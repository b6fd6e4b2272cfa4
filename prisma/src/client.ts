import { availableParallelism } from 'node:os';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
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
  const pool = new pg.Pool({
    connectionString: url,
    max: options.maxConnections ?? usualConnections,
    application_name: options.applicationName ?? 'engram',
    connectionTimeoutMillis: 15_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  });
  // An idle connection that dies (a restarted server) must not end the process; the next query opens another.
  pool.on('error', () => undefined);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  const end = async (): Promise<void> => {
    await prisma.$disconnect();
    await pool.end();
  };
  return { pool, prisma, end };
}
