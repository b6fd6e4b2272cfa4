import { commandLine, DomainError, shortestId } from '@engram/core';
import { plain } from '../output/output.ts';

/** What is looked for by an id that somebody typed. */
export interface Lookup<Row> {
  /** With its article, such as `a run`. */
  one: string;
  many: string;
  /** The command that lists them, or the commands. */
  list: string | readonly string[];
  /** At most `limit` whose id begins so; lower-case hexadecimal and dashes. */
  find(prefix: string, limit: number): Promise<Row[]>;
}

/**
 * The one that is meant by an id or by the beginning of one.
 * @throws DomainError INVALID_ARGUMENT when it is no id, or fits several; NOT_FOUND when it fits none
 */
export async function findByGivenId<Row extends { id: string }>(
  given: string,
  { one, many, list, find }: Lookup<Row>,
): Promise<Row> {
  const id = given.trim().toLowerCase();
  const hint = `List the ${many} with: ${[list].flat().map(commandLine).join(' and ')}`;
  if (!/^[0-9a-f-]{1,36}$/.test(id) || id.length < shortestId)
    throw new DomainError(
      'INVALID_ARGUMENT',
      `'${plain(given)}' is not the id of ${one}: give the id, or at least its first ${shortestId} characters. ${hint}`,
    );
  const found = await find(id, 3);
  if (found.length === 1) return found[0]!;
  if (found.length === 0)
    throw new DomainError('NOT_FOUND', `There is no ${one.replace(/^an? /, '')} '${id}'. ${hint}`);
  throw new DomainError(
    'INVALID_ARGUMENT',
    `'${id}' is the beginning of several ${many} (${found.map((row) => row.id.slice(0, 12)).join(', ')}…): give more of it.`,
  );
}
