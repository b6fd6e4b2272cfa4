import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sha256 } from '../hash.ts';

export interface Migration {
  name: string;
  sql: string;
  /** SHA-256 of the file, as Prisma computes it. */
  checksum: string;
  /** Tables that it creates. */
  tables: string[];
}

const bundled = fileURLToPath(new URL('../../migrations', import.meta.url));
let known: Promise<Migration[]> | undefined;

/** Those of this Engram, the oldest first. */
export function bundledMigrations(): Promise<Migration[]> {
  return (known ??= readMigrations(bundled));
}

export async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      const tables = [...sql.matchAll(/^CREATE TABLE "(\w+)"/gm)].map(([, table]) => table!);
      return { name, sql, checksum: sha256(sql), tables };
    }),
  );
}
