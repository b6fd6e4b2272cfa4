import { scoreArraysHeaderBytes, scoreArraysMagic, splitRoles } from '@engram/core';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';

const packed = (bytes: string): string => `string_agg(${bytes}, ''::bytea ORDER BY index)`;
const whole = (column: string): string => packed(`int4send(${column})`);
/** PostgreSQL rejects what float32 cannot hold: the smallest become 0, the largest the largest. */
const real = (column: string): string =>
  packed(
    `float4send((CASE WHEN abs(${column}) < 1e-37 THEN 0 WHEN abs(${column}) > 3e38 THEN sign(${column}) * 3e38 ELSE coalesce(${column}, 'NaN') END)::real)`,
  );
const roleCode = `CASE role::text ${splitRoles.map((role, at) => `WHEN '${role}' THEN ${at + 1}`).join(' ')} ELSE 0 END`;

/** The scores of a run in the columns that core describes; PostgreSQL packs them, so that no row becomes an object here. */
export async function* packScores(store: Store, runId: string): AsyncGenerator<Uint8Array> {
  const [row] = await query<{ count: number; words: Buffer[]; roles: Buffer | null }>(
    store,
    `SELECT count(*)::int4 AS count,
       ARRAY[${whole('index')}, ${whole('coalesce(class, -1)')}, ${whole('coalesce(rank, 0)')},
             ${real('value')}, ${real('standard_error')}, ${real('top_fraction')}, ${real('fdr')}] AS words,
       ${packed(`substring(int4send(${roleCode}) FROM 4)`)} AS roles
     FROM (SELECT * FROM score WHERE run_id = $1 ORDER BY index) s`,
    [runId],
  );
  const { count, words, roles } = row!;
  const header = Buffer.alloc(scoreArraysHeaderBytes);
  header.write(scoreArraysMagic, 'latin1');
  header.writeUInt32LE(count, 8);
  yield header;
  // From network order to that of browsers.
  for (const column of words) if (column) yield column.swap32();
  if (roles) yield roles;
}
