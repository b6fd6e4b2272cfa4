import { transaction } from '../../statements/query.ts';
import type { Store } from '../../store.ts';
import { contentColumns, depositTables } from './deposit-tables.ts';

/** Some rows are large: the alignment losses of an encoder are one. */
const batchSize = 200;

/**
 * Reads all rows that belong to runs and experiments, table by table, in one transaction; the same rows in the same order each time.
 * @param o.pixels whether thumbnails and excerpts come along
 * @param write gets rows as JSON, `{"table":…,"row":{…}}`, in the store's own digits: every float keeps its bits
 */
export async function readDepositRows(
  store: Store,
  o: { runIds: readonly string[]; experimentIds: readonly string[]; pixels: boolean },
  write: (lines: readonly string[]) => Promise<void>,
): Promise<void> {
  await transaction(
    store,
    async (client) => {
      await client.query("SET LOCAL TIME ZONE 'UTC'");
      for (const { name, columns, from, of } of depositTables) {
        const selected = columns.map((column) =>
          !o.pixels && contentColumns.includes(column) ? `NULL AS "${column}"` : `t."${column}"`,
        );
        await client.query(
          `DECLARE deposit_rows NO SCROLL CURSOR FOR
           SELECT json_build_object('table', '${name}', 'row', row_to_json(r))::text AS line
           FROM (SELECT ${selected.join(', ')} FROM ${from}) r`,
          [of === 'experiment' ? o.experimentIds : o.runIds],
        );
        for (;;) {
          const { rows } = await client.query<{ line: string }>(`FETCH ${batchSize} FROM deposit_rows`);
          await write(rows.map(({ line }) => line));
          if (rows.length < batchSize) break;
        }
        await client.query('CLOSE deposit_rows');
      }
    },
    { bulk: true },
  );
}
