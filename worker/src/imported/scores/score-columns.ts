import { DomainError, nearestNames } from '@engram/core';

/** What a file of scores can hold, and the names that its column or array may have; their case does not matter. */
export const scoreColumnNames = {
  value: ['value', 'score', 'scores', 'memorization', 'memorization_score'],
  low: ['low', 'lower', 'ci_low', 'ci_lower'],
  high: ['high', 'upper', 'ci_high', 'ci_upper'],
  standardError: ['standardError', 'standard_error', 'se', 'stderr'],
  index: ['index', 'indices'],
  hash: ['hash', 'hashes', 'contentHash', 'content_hash', 'content_hashes'],
  id: ['id', 'ids', 'sourceId', 'source_id', 'source_ids'],
  label: ['label', 'labels', 'class', 'y', 'target', 'targets'],
} as const;

export type ScoreColumn = keyof typeof scoreColumnNames;
const scoreColumns = Object.keys(scoreColumnNames) as ScoreColumn[];

/** Columns named by the reader of a file, in place of those that have a usual name. */
export type ScoreColumnOptions = Partial<Record<ScoreColumn, string>>;

/** Options of the command by the column that they name. */
export const scoreColumnOptions = {
  value: 'score',
  low: 'low',
  high: 'high',
  standardError: 'se',
  index: 'index',
  hash: 'hash',
  id: 'id',
  label: 'label',
} as const satisfies Record<ScoreColumn, string>;

const listed = (names: readonly string[]): string =>
  names
    .slice(0, 12)
    .map((name) => `'${name.slice(0, 60)}'`)
    .join(', ') + (names.length > 12 ? ', …' : '');

/**
 * Which column of a file holds what. The only column beside those that name datapoints holds the scores, whatever its name.
 * @throws DomainError INVALID_ARGUMENT when an option names a column that the file lacks, when several could be meant, and when
 *   there are no scores, or one end of an interval alone
 */
export function findScoreColumns(
  file: string,
  names: readonly string[],
  options: ScoreColumnOptions = {},
): Partial<Record<ScoreColumn, string>> {
  const fail = (column: ScoreColumn, reason: string): DomainError =>
    new DomainError('INVALID_ARGUMENT', `${file}: --${scoreColumnOptions[column]} ${reason}`);
  const found: Partial<Record<ScoreColumn, string>> = {};
  const taken = new Set(Object.values(options));
  for (const column of scoreColumns) {
    const given = options[column];
    if (given !== undefined) {
      if (!names.includes(given)) {
        const [near] = nearestNames(given, names);
        throw fail(
          column,
          `names '${given}', which it does not have${near === undefined ? '' : ` (the nearest is '${near}')`}. It has ${listed(names) || 'no columns'}.`,
        );
      }
      found[column] = given;
      continue;
    }
    const usual = new Set(scoreColumnNames[column].map((name) => name.toLowerCase()));
    const alike = names.filter((name) => usual.has(name.toLowerCase()) && !taken.has(name));
    if (alike.length > 1)
      throw fail(column, `is needed: ${listed(alike)} could all be meant. Name one of them.`);
    if (alike[0] !== undefined) found[column] = alike[0];
  }
  if (found.value === undefined) {
    const others = names.filter((name) => !Object.values(found).includes(name));
    if (others.length !== 1)
      throw fail(
        'value',
        `is needed: name the column of the scores. It has ${listed(names) || 'no columns'}.`,
      );
    found.value = others[0];
  }
  if ((found.low === undefined) !== (found.high === undefined))
    throw fail(
      found.low === undefined ? 'low' : 'high',
      'is needed: it has one end of the intervals alone. Name the other, or leave both out.',
    );
  return found;
}
