import { canonicalTag, isShortId, isTopPercent, splitRoles, type SplitRole } from '@engram/core';
import type { AgreementFilter as StoreAgreementFilter, ScoreFilter as StoreScoreFilter } from '@engram/store';
import { ArgumentError } from '../argument-error.ts';
import type { Context } from '../context.ts';
import { runKey } from '../global-id.ts';
import { largestLookUp } from '../limits/sizes.ts';
import { runKeysOf } from '../run/run-key.ts';
import type { AgreementFilter, FloatRange, ScoreFilter } from './score.input.ts';

const largestAgreement = 20;
const deepestFilter = 8;
const maxConditions = 50;

/**
 * The filter as the store takes it. A nested filter may name another run: it then asks for the same datapoint's score there.
 * @throws ArgumentError that names the condition to change
 */
export async function storeFilter(
  context: Context,
  filter: ScoreFilter,
  path = 'filter',
): Promise<StoreScoreFilter> {
  const short = new Map<string, string>();
  const place = { depth: 1, conditions: { count: 0 } };
  const translated = translate(filter, path, {
    ...place,
    keyOf: (id, argument) => (isShortId(id) ? short.set(id, argument) && id : runKey(id, argument)),
  });
  if (short.size === 0) return translated;
  const keys = await runKeysOf(context, [...short.keys()], (at) => [...short.values()][at]!);
  const known = new Map([...short.keys()].map((id, at) => [id, keys[at]!]));
  const keyOf: Place['keyOf'] = (id, argument) => known.get(id) ?? runKey(id, argument);
  return translate(filter, path, { ...place, conditions: { count: 0 }, keyOf });
}

/** The runs that a filter names, each once, its own first. */
export function runsOf(filter: StoreScoreFilter): string[] {
  const nested = [...(filter.and ?? []), ...(filter.or ?? []), ...(filter.not ? [filter.not] : [])];
  return [...new Set([filter.run, ...(filter.agreement?.runs ?? []), ...nested.flatMap(runsOf)])];
}

interface Place {
  depth: number;
  conditions: { count: number };
  /** The key of a run that is named in an argument. */
  keyOf: (id: string, argument: string) => string;
}

function translate(filter: ScoreFilter, path: string, { depth, conditions, keyOf }: Place): StoreScoreFilter {
  if (depth > deepestFilter)
    throw new ArgumentError(
      path,
      `'${path}' is nested too deeply: at most ${deepestFilter} levels of and, or, not.`,
    );
  if (++conditions.count > maxConditions)
    throw new ArgumentError(
      path,
      `The filter combines too many filters by and, or, not: at most ${maxConditions}.`,
    );
  const inside = (child: ScoreFilter, name: string) =>
    translate(child, `${path}.${name}`, { depth: depth + 1, conditions, keyOf });
  const all = (children: ScoreFilter[] | null | undefined, name: string) =>
    children?.map((child, position) => inside(child, `${name}.${position}`));
  return {
    run: keyOf(filter.run, `${path}.run`),
    classes: list(filter.classes, `${path}.classes`),
    value: range(filter.value),
    rank: range(filter.rank),
    percentile: range(filter.percentile),
    topFraction: range(filter.topFraction),
    fdr: range(filter.fdr),
    roles: list(filter.roles, `${path}.roles`)?.map((role) => splitRole(role, `${path}.roles`)),
    indices: list(filter.indices, `${path}.indices`),
    contentHashes: list(filter.contentHashes, `${path}.contentHashes`),
    agreement: filter.agreement ? agreement(filter.agreement, `${path}.agreement`, keyOf) : undefined,
    identifiable: filter.identifiable ?? undefined,
    tags: list(filter.tags, `${path}.tags`)?.map(canonicalTag),
    and: all(filter.and, 'and'),
    or: all(filter.or, 'or'),
    not: filter.not ? inside(filter.not, 'not') : undefined,
  };
}

function list<T>(values: T[] | null | undefined, path: string): T[] | undefined {
  if (values && values.length > largestLookUp)
    throw new ArgumentError(
      path,
      `'${path}' has ${values.length} entries, but a filter takes at most ${largestLookUp}. Split it into several queries.`,
    );
  return values ?? undefined;
}

/** A range as the store takes it. */
export function range(value: FloatRange | null | undefined): { gte?: number; lte?: number } | undefined {
  return value ? { gte: value.gte ?? undefined, lte: value.lte ?? undefined } : undefined;
}

function splitRole(role: string, path: string): SplitRole {
  const known = splitRoles.find((one) => one === role);
  if (known) return known;
  throw new ArgumentError(
    path,
    `'${path}' holds ${JSON.stringify(role)}; the roles are ${splitRoles.join(', ')}.`,
  );
}

function agreement(filter: AgreementFilter, path: string, keyOf: Place['keyOf']): StoreAgreementFilter {
  if (filter.runs.length === 0 || filter.runs.length > largestAgreement)
    throw new ArgumentError(
      `${path}.runs`,
      `'${path}.runs' names ${filter.runs.length} runs; it takes 1 to ${largestAgreement}.`,
    );
  if (!isTopPercent(filter.topPercent))
    throw new ArgumentError(
      `${path}.topPercent`,
      `'${path}.topPercent' must lie above 0 and at most at 100.`,
    );
  if (filter.minRuns < 1 || filter.minRuns > filter.runs.length)
    throw new ArgumentError(
      `${path}.minRuns`,
      `'${path}.minRuns' must lie from 1 to the number of runs named.`,
    );
  const runs = filter.runs.map((id, position) => keyOf(id, `${path}.runs.${position}`));
  return { runs, topPercent: filter.topPercent, minRuns: filter.minRuns };
}
