import { isShortId } from '@engram/core';
import { notFound } from 'next/navigation';
import { namedRuns } from '../../address/compare-state.ts';
import type { ResultOf } from '../../graphql/graphql.ts';
import { pageRequest, prefetch } from '../../graphql/prefetch.ts';
import { shortRunId } from '../../address/run-address.ts';
import { RunDocument } from './run-document.ts';

/** An address whose runs are named by their whole ids, or why an id is ambiguous. */
export type ResolvedAddress = { path: string[]; search: string } | { problem: string };

/**
 * Addresses may name runs by the beginnings of their ids, as the command does; pages know whole ones.
 * @param path ids of runs in the path
 * @param search the search of the address, in which `keys` hold ids of runs with commas between; the first few count, as on the pages
 * @returns null when all are whole already, or when the API does not answer: the page says so
 * @throws the 404 of Next where an id begins none
 */
export async function resolveRunIds(
  path: readonly string[],
  search: URLSearchParams,
  keys: readonly string[] = [],
): Promise<ResolvedAddress | null> {
  // Each is a request to the API, and an address may hold thousands.
  const listed = keys.flatMap((key) => namedRuns(search.get(key)));
  const short = [...new Set([...path, ...listed].filter(isShortId))];
  if (short.length === 0) return null;
  const found = await Promise.all(short.map(wholeId));
  if (found.includes(null)) return null;
  const answers = found as Found[];
  const ambiguous = answers.find((one) => 'problem' in one);
  if (ambiguous) return ambiguous;
  if (answers.some((one) => 'isUnknown' in one)) notFound();
  const whole = new Map(short.map((name, at) => [name, (answers[at] as { id: string }).id]));
  const resolved = (name: string): string => whole.get(name) ?? name;
  const parts = [...search].map(([key, value]) => {
    const ids = keys.includes(key) ? namedRuns(value).map(resolved) : [value];
    return `${encodeURIComponent(key)}=${ids.map(encodeURIComponent).join(',')}`;
  });
  return { path: path.map(resolved), search: parts.length === 0 ? '' : `?${parts.join('&')}` };
}

type Found = { id: string } | { problem: string } | { isUnknown: true };

/** @returns null when the API does not answer */
async function wholeId(name: string): Promise<Found | null> {
  const [entry] = Object.values(await prefetch([pageRequest(RunDocument, { id: name })]));
  const data = entry?.data ? (JSON.parse(entry.data) as ResultOf<typeof RunDocument>) : null;
  if (data?.run) return { id: shortRunId(data.run.id) };
  // A beginning of several runs is an error, and the run null beside it.
  const [error] = entry?.error?.graphQLErrors ?? [];
  const said = typeof error === 'string' ? error : error?.message;
  if (said !== undefined) return { problem: said };
  return data ? { isUnknown: true } : null;
}
