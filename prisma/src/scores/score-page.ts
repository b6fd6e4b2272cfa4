import { DomainError } from '@engram/core';
import {
  queryStoredScores,
  storedScoreJoins,
  storedScoresText,
  type StoredScore,
  type StoredScoreStatement,
} from './stored-score.ts';
import { resolveFilter } from '../rankings/score-agreement.ts';
import { scoreCondition, type ResolvedFilter, type ScoreFilter } from './score-filter.ts';
import { Parameters } from '../statements/parameters.ts';
import type { Store } from '../store.ts';

const columnOf = {
  VALUE: 'value',
  RELATIVE_VALUE: 'relative_value',
  STANDARD_ERROR: 'standard_error',
  TOP_FRACTION: 'top_fraction',
  INDEX: 'index',
} as const;

export type ScoreOrderField = keyof typeof columnOf;

export interface ScoreOrder {
  field: ScoreOrderField;
  direction: 'ASC' | 'DESC';
}

/** Place of a score in an order: what it is ordered by (null = missing; the index itself for INDEX) and its index. */
export interface ScoreCursor {
  value: number | null;
  index: number;
}

/** Exactly one of `first` and `last`; `after` and `before` exclude the score they name, which need not exist any more. */
export interface ScorePageOptions {
  filter: ScoreFilter;
  orderBy: ScoreOrder;
  first?: number;
  last?: number;
  after?: ScoreCursor;
  before?: ScoreCursor;
}

interface ReadyPageOptions extends Omit<ScorePageOptions, 'filter'> {
  filter: ResolvedFilter;
}

export interface ScorePage {
  rows: StoredScore[];
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

/** Cursor of a score under an order. */
export function cursorOf(score: StoredScore, field: ScoreOrderField): ScoreCursor {
  const values = {
    VALUE: score.value,
    RELATIVE_VALUE: score.relativeValue,
    STANDARD_ERROR: score.standardError,
    TOP_FRACTION: score.topFraction,
    INDEX: score.index,
  };
  return { value: values[field], index: score.index };
}

/**
 * One page of a run's scores in one statement. Missing values come last in both directions, ties go by ascending index.
 * Cost grows with the page, not with how deep it lies.
 */
export async function page(store: Store, options: ScorePageOptions): Promise<ScorePage> {
  const { first, last, after, before } = options;
  const size = first ?? last;
  if (size === undefined || (first !== undefined && last !== undefined))
    throw new DomainError('INVALID_ARGUMENT', 'A page of scores needs either `first` or `last`.');
  const filter = await resolveFilter(store, options.filter);
  const rows = await queryStoredScores(store, pageStatement({ ...options, filter }, size + 1));
  const more = rows.length > size;
  if (first === undefined)
    return {
      rows: rows.slice(0, size).reverse(),
      hasNextPage: before !== undefined,
      hasPreviousPage: more || after !== undefined,
    };
  return {
    rows: rows.slice(0, size),
    hasNextPage: more || before !== undefined,
    hasPreviousPage: after !== undefined,
  };
}

/**
 * The rows of a page lie in up to three stretches of an index, read in this order: those that tie with the cursor, those
 * beyond its value, those without a value. Each stretch is one bounded index scan, skipped when the ones before it filled the
 * page. (A single OR over the three would scan from the start of the index.)
 */
export function pageStatement(options: ReadyPageOptions, limit: number): StoredScoreStatement {
  const { filter, orderBy, after, before } = options;
  const backward = options.first === undefined;
  const parameters = new Parameters();
  const column = `s.${columnOf[orderBy.field]}`;
  const where = [scoreCondition(filter, parameters)];
  const ofRun = parameters.add(filter.run, 'uuid');
  const far = backward ? after : before;
  if (far) where.push(...bound(column, orderBy, far, backward ? 'after' : 'before', parameters));
  const stretches = stretchesOf(column, orderBy, backward, backward ? before : after, parameters);
  const take = parameters.add(limit, 'int4');
  // A planner that prepares a statement for any limit predicts a tenth of the run; this tells it better.
  const predicted = 2 ** Math.ceil(Math.log2(Math.max(limit, 64)));
  const parts = stretches.map(({ condition, order }, at) => {
    const filled = stretches.slice(0, at).map((_, earlier) => `(SELECT count(*) FROM part${earlier})`);
    const gate = filled.length > 0 ? [`${filled.join(' + ')} < ${take}`] : [];
    const conditions = [...where, ...condition, ...gate].join(' AND ');
    const part = `SELECT s.*, ${at} AS part FROM score s WHERE ${conditions} ORDER BY ${order} LIMIT ${predicted}`;
    return `part${at} AS MATERIALIZED (SELECT * FROM (${part}) s LIMIT ${take})`;
  });
  const whole = stretches.map((_, at) => `SELECT * FROM part${at}`).join(' UNION ALL ');
  const sequence = `s.part, ${column} ${flipped(orderBy.direction, backward)}, s.index ${backward ? 'DESC' : 'ASC'}`;
  return {
    text: storedScoresText(
      `FROM (${whole}) s ${storedScoreJoins} ORDER BY ${sequence} LIMIT ${take}`,
      `WITH ${parts.join(',\n')}`,
      ofRun,
    ),
    values: parameters.values,
    prepared: isPlain(filter, orderBy),
  };
}

/**
 * Whether a filter has one of few forms and its plan would not depend on its values. A range of what the page is ordered by bounds
 * the scan of the order's index, whatever it is; under another order it matters how many it leaves.
 */
function isPlain(filter: ResolvedFilter, orderBy: ScoreOrder): boolean {
  return Object.entries(filter).every(
    ([name, member]) =>
      name === 'run' ||
      name === 'agreed' ||
      member === undefined ||
      member === null ||
      (name === 'value' && orderBy.field === 'VALUE') ||
      (name === 'classes' && filter.classes!.length === 1),
  );
}

interface Stretch {
  condition: string[];
  order: string;
}

function stretchesOf(
  column: string,
  { field, direction }: ScoreOrder,
  backward: boolean,
  start: ScoreCursor | undefined,
  parameters: Parameters,
): Stretch[] {
  const reading = flipped(direction, backward);
  const onward = backward ? 'DESC' : 'ASC';
  if (field === 'INDEX') {
    const condition = start
      ? [`s.index ${reading === 'ASC' ? '>' : '<'} ${parameters.add(start.index, 'int4')}`]
      : [];
    return [{ condition, order: `s.index ${reading}` }];
  }
  // The order of the index or its exact reverse, so that a scan delivers it.
  const order = `${column} ${reading} NULLS ${reading === 'ASC' ? 'FIRST' : 'LAST'}, s.index ${onward}`;
  const missingOrder = `${column} ${backward ? 'ASC NULLS FIRST' : 'DESC NULLS LAST'}, s.index ${onward}`;
  const beyondIndex = (cursor: ScoreCursor): string =>
    `s.index ${backward ? '<' : '>'} ${parameters.add(cursor.index, 'int4')}`;
  const missing = { condition: [`${column} IS NULL`], order: missingOrder };
  const present = { condition: [`${column} IS NOT NULL`], order };
  if (!start) return backward ? [missing, present] : [present, missing];
  if (start.value === null) {
    const rest = { condition: [`${column} IS NULL`, beyondIndex(start)], order: missingOrder };
    return backward ? [rest, present] : [rest];
  }
  const value = parameters.add(start.value, 'float8');
  const ties = { condition: [`${column} = ${value}`, beyondIndex(start)], order: `s.index ${onward}` };
  const beyond = { condition: [`${column} ${reading === 'ASC' ? '>' : '<'} ${value}`], order };
  return backward ? [ties, beyond] : [ties, beyond, missing];
}

/** Condition of lying strictly on one side of the cursor at which reading ends. */
function bound(
  column: string,
  { field, direction }: ScoreOrder,
  cursor: ScoreCursor,
  side: 'after' | 'before',
  parameters: Parameters,
): string[] {
  const after = side === 'after';
  const index = parameters.add(cursor.index, 'int4');
  if (field === 'INDEX') return [`s.index ${after === (direction === 'ASC') ? '>' : '<'} ${index}`];
  const byIndex = `s.index ${after ? '>' : '<'} ${index}`;
  if (cursor.value === null)
    return [after ? `${column} IS NULL AND ${byIndex}` : `(${column} IS NOT NULL OR ${byIndex})`];
  const value = parameters.add(cursor.value, 'float8');
  const beyond = after === (direction === 'ASC') ? '>' : '<';
  const exact = `(${column} ${beyond} ${value} OR (${column} = ${value} AND ${byIndex}))`;
  // The first condition alone bounds an index scan.
  return after ? [`(${exact} OR ${column} IS NULL)`] : [`${column} ${beyond}= ${value}`, exact];
}

function flipped(direction: 'ASC' | 'DESC', backward: boolean): 'ASC' | 'DESC' {
  return backward ? (direction === 'ASC' ? 'DESC' : 'ASC') : direction;
}
