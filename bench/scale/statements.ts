import type pg from 'pg';

/** Counts the statements that are sent over the connections of these pools from now on. */
export function countStatements(pools: readonly pg.Pool[]): { readonly count: number } {
  const counted = { count: 0 };
  for (const pool of pools)
    pool.on('connect', (client) => {
      const query = client.query.bind(client) as (...given: unknown[]) => unknown;
      Object.assign(client, {
        query: (...given: unknown[]) => {
          counted.count += 1;
          return query(...given);
        },
      });
    });
  return counted;
}
