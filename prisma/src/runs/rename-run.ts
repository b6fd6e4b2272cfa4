import { assertPlainText, DomainError } from '@engram/core';
import { isUuid } from '../database/address-for-people.ts';
import { query } from '../statements/query.ts';
import type { Store } from '../store.ts';
import { runSelect, type RunRow } from './run-row.ts';
import { unknownRun } from './unknown-run.ts';

const longestName = 200;

/**
 * Gives a run another name. The name determines nothing: hashes, scores and snapshots stay as they are.
 * @param given white space around it is left out
 * @throws DomainError INVALID_ARGUMENT for a name that is blank, too long or cannot be shown; NOT_FOUND
 */
export async function rename(store: Store, id: string, given: string): Promise<RunRow> {
  const name = given.trim();
  if (name === '' || name.length > longestName)
    throw new DomainError(
      'INVALID_ARGUMENT',
      `The name has ${name.length} characters; give a run one of 1 to ${longestName}.`,
    );
  assertPlainText(name, 'the name of a run');
  const [row] = isUuid(id)
    ? await query<RunRow>(store, `UPDATE run SET name = $2 WHERE id = $1 RETURNING ${runSelect}`, [id, name])
    : [];
  if (row) return row;
  throw unknownRun(id);
}
