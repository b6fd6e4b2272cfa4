import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

const eslint = new ESLint();

async function complaints(filePath: string, text: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(text, { filePath });
  return result!.messages.filter(({ severity }) => severity === 2).map(({ ruleId }) => ruleId);
}

describe('a connection is made in prisma/src/connections only, where its errors are listened to', () => {
  it.each([
    ['worker/src/x.ts', "import pg from 'pg';\nexport const client = new pg.Client();\n"],
    ['prisma/src/x.ts', "import { Pool } from 'pg';\nexport const pool = new Pool();\n"],
    ['server/src/x.ts', "export const client = (await import('pg')).Client;\n"],
    [
      'cli/src/x.ts',
      "import { createRequire } from 'node:module';\nexport const pg = createRequire(import.meta.url)('pg');\n",
    ],
  ])('%s may not use the driver', async (file, text) => {
    expect(await complaints(file, text)).not.toEqual([]);
  });

  it.each([
    [
      'worker/src/x.ts',
      'export const take = (store: { pool: { connect(): unknown } }) => store.pool.connect();\n',
    ],
    ['prisma/src/x.ts', 'export const take = (pool: { connect(): unknown }) => pool.connect();\n'],
    ['prisma/src/env.ts', 'export const take = (pool: { connect(): unknown }) => pool.connect();\n'],
  ])('%s may not take one from a pool by itself', async (file, text) => {
    expect(await complaints(file, text)).toEqual(['no-restricted-syntax']);
  });

  it('types of the driver may be used anywhere', async () => {
    expect(
      await complaints('prisma/src/x.ts', "import type pg from 'pg';\nexport type Client = pg.PoolClient;\n"),
    ).toEqual([]);
  });
});
