import { DomainError } from '@engram/core';
import { isUuid } from '../database/address-for-people.ts';
import type { Parameters } from '../statements/parameters.ts';
import { isIn, type IndexSet } from './index-set.ts';
import { unknownRun } from '../runs/unknown-run.ts';

export interface FloatRange {
  gte?: number | null;
  lte?: number | null;
}

/** Datapoints that are among the top `topPercent` % of the identifiable scores in at least `minRuns` of `runs`. */
export interface AgreementFilter {
  runs: readonly string[];
  topPercent: number;
  minRuns: number;
}

/**
 * Which scores of `run` are meant: all members must hold; an absent or null member asks for nothing, an empty list matches
 * nothing (`and: []` matches all). A missing number lies in no range; `not` is the exact complement. A member of `and`, `or`,
 * `not` may name another run of the same dataset: it then asks for the same datapoint's score in that run.
 */
export interface ScoreFilter {
  run: string;
  classes?: readonly number[] | null;
  value?: FloatRange | null;
  /** 1 is the most memorized. */
  rank?: FloatRange | null;
  percentile?: FloatRange | null;
  topFraction?: FloatRange | null;
  /** `lte: 0.05`: memorized at a false discovery rate of 5 %. */
  fdr?: FloatRange | null;
  roles?: readonly string[] | null;
  indices?: readonly number[] | null;
  contentHashes?: readonly string[] | null;
  agreement?: AgreementFilter | null;
  identifiable?: boolean | null;
  /** Any of these, as core's canonicalTag writes them. */
  tags?: readonly string[] | null;
  and?: readonly ScoreFilter[] | null;
  or?: readonly ScoreFilter[] | null;
  not?: ScoreFilter | null;
}

/** A filter whose agreements were looked up by `resolveFilter`, so that it can be written as SQL. */
export interface ResolvedFilter extends Omit<ScoreFilter, 'agreement' | 'and' | 'or' | 'not'> {
  /** The datapoints that the runs agree on; absent where nothing is asked. */
  agreed?: IndexSet;
  and?: readonly ResolvedFilter[] | null;
  or?: readonly ResolvedFilter[] | null;
  not?: ResolvedFilter | null;
}

/** Filters within filters, at most; a planner's time grows faster than their number. */
const maxMembers = 50;

/** @throws DomainError LIMIT_EXCEEDED when a filter holds more than 50 others */
export function checkFilterSize(filter: ScoreFilter): void {
  const waiting = [filter];
  for (let count = 0; waiting.length > 0; count++) {
    if (count > maxMembers)
      throw new DomainError(
        'LIMIT_EXCEEDED',
        `A filter may hold ${maxMembers} others in \`and\`, \`or\` and \`not\`; ask for less at a time.`,
      );
    const next = waiting.pop()!;
    waiting.push(...(next.and ?? []), ...(next.or ?? []), ...(next.not ? [next.not] : []));
  }
}

/** Condition, as SQL over a row of `score` named `s`, that holds for the scores of the filter's run that match. */
export function scoreCondition(filter: ResolvedFilter, parameters: Parameters): string {
  return runCondition(filter, parameters, 's');
}

function runCondition(filter: ResolvedFilter, parameters: Parameters, s: string): string {
  const run = parameters.add(checkedRun(filter.run), 'uuid');
  return [`${s}.run_id = ${run}`, ...conditions(filter, parameters, s)].join(' AND ');
}

function conditions(filter: ResolvedFilter, parameters: Parameters, s: string): string[] {
  const found: string[] = [];
  const { classes, roles, indices, contentHashes, agreed, identifiable, tags, and, or, not } = filter;
  // A single class as an equality lets the index on (run, class, value) deliver the order.
  if (classes?.length === 1) found.push(`${s}.class = ${parameters.add(classes[0], 'int4')}`);
  else if (classes) found.push(`${s}.class = ANY(${parameters.add(classes, 'int4[]')})`);
  found.push(...range(`${s}.value`, filter.value, parameters));
  found.push(...range(`${s}.rank`, filter.rank, parameters));
  found.push(...range(`${s}.percentile`, filter.percentile, parameters));
  found.push(...range(`${s}.top_fraction`, filter.topFraction, parameters));
  found.push(...range(`${s}.fdr`, filter.fdr, parameters));
  if (roles) found.push(`${s}.role::text = ANY(${parameters.add(roles, 'text[]')})`);
  if (indices) found.push(`${s}.index = ANY(${parameters.add(indices, 'int4[]')})`);
  if (contentHashes) {
    const hashes = parameters.add(contentHashes, 'text[]');
    found.push(
      `${s}.index IN (SELECT h.index FROM datapoint h WHERE h.dataset_id = ${datasetOf(filter, parameters)} AND h.content_hash = ANY(${hashes}))`,
    );
  }
  if (agreed) found.push(isIn(`${s}.index`, agreed, parameters));
  if (identifiable !== undefined && identifiable !== null)
    found.push(`${s}.identifiable = ${parameters.add(identifiable, 'bool')}`);
  if (tags) {
    const names = parameters.add(tags, 'text[]');
    found.push(
      `${s}.index IN (SELECT t.index FROM tag t WHERE t.dataset_id = ${datasetOf(filter, parameters)} AND t.name = ANY(${names}))`,
    );
  }
  const inner = (member: ResolvedFilter): string => memberCondition(filter, member, parameters, s);
  if (and) found.push(...and.map((member) => `(${inner(member)})`));
  if (or)
    found.push(or.length === 0 ? 'FALSE' : `(${or.map((member) => `(${inner(member)})`).join(' OR ')})`);
  if (not) found.push(`(${inner(not)}) IS NOT TRUE`);
  return found;
}

function memberCondition(
  outer: ResolvedFilter,
  member: ResolvedFilter,
  parameters: Parameters,
  s: string,
): string {
  if (checkedRun(member.run) === checkedRun(outer.run))
    return conditions(member, parameters, s).join(' AND ') || 'TRUE';
  const n = parameters.alias();
  return (
    `${s}.index IN (SELECT ${n}.index FROM score ${n} WHERE ${runCondition(member, parameters, n)} AND ` +
    `${datasetOf(member, parameters)} = ${datasetOf(outer, parameters)})`
  );
}

/** Conditions, as SQL, that hold where a column lies in a range. */
export function range(
  column: string,
  bounds: FloatRange | null | undefined,
  parameters: Parameters,
): string[] {
  const found: string[] = [];
  if (!bounds) return found;
  if (bounds.gte !== undefined && bounds.gte !== null)
    found.push(`${column} >= ${parameters.add(bounds.gte, 'float8')}`);
  if (bounds.lte !== undefined && bounds.lte !== null)
    found.push(`${column} <= ${parameters.add(bounds.lte, 'float8')}`);
  return found;
}

function datasetOf(filter: ResolvedFilter, parameters: Parameters): string {
  return `(SELECT dataset_id FROM run WHERE id = ${parameters.add(checkedRun(filter.run), 'uuid')})`;
}

/** @throws DomainError NOT_FOUND for what cannot be the id of a run */
export function checkedRun(id: string): string {
  if (!isUuid(id)) throw unknownRun(id);
  return id.toLowerCase();
}
