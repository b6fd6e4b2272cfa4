import { mapped } from './map-errors.ts';
import { toRow, type RunRow } from './run-row.ts';
import type { Store } from './store.ts';

const lowest = '00000000-0000-0000-0000-000000000000';
const highest = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Runs whose id begins with `prefix` (lower-case hexadecimal and dashes), at most `limit`; a range of the primary key. */
export async function findByIdPrefix(store: Store, prefix: string, limit: number): Promise<RunRow[]> {
  // What does not fit the pattern of a uuid so far begins none.
  if (
    ![...prefix].every((character, at) =>
      lowest[at] === '-' ? character === '-' : /[0-9a-f]/.test(character),
    )
  )
    return [];
  const from = prefix + lowest.slice(prefix.length);
  const to = prefix + highest.slice(prefix.length);
  const rows = await mapped(store.url, () =>
    store.prisma.run.findMany({ where: { id: { gte: from, lte: to } }, take: limit }),
  );
  return rows.map(toRow);
}
