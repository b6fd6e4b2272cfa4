import { isShortId } from '@engram/core';
import { namedRuns } from '../../address/compare-state.ts';
import type { ResultOf } from '../../graphql/graphql.ts';
import { pageRequest, prefetch } from '../../graphql/prefetch.ts';
import { shortRunId } from '../../address/run-address.ts';
import { RunDocument } from './run-document.ts';

/** An address whose runs are named by their whole ids, or why an id is unknown or ambiguous. */
export type ResolvedAddress = { path: string[]; search: string } | { problem: string };

/**
 * Addresses may name runs by the beginnings of their ids, as the command does; pages know whole ones.
 * @param path ids of runs in the path
 * @param search the search of the address, in which `keys` hold ids of runs with commas between; the first few count, as on the pages
 * @returns null when all are whole already
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
  const problem = found.find((one) => 'problem' in one);
  if (problem) return problem;
  const whole = new Map(short.map((name, at) => [name, (found[at] as { id: string }).id]));
  const resolved = (name: string): string => whole.get(name) ?? name;
  const parts = [...search].map(([key, value]) => {
    const ids = keys.includes(key) ? namedRuns(value).map(resolved) : [value];
    return `${encodeURIComponent(key)}=${ids.map(encodeURIComponent).join(',')}`;
  });
  return { path: path.map(resolved), search: parts.length === 0 ? '' : `?${parts.join('&')}` };
}

async function wholeId(name: string): Promise<{ id: string } | { problem: string }> {
  const [entry] = Object.values(await prefetch([pageRequest(RunDocument, { id: name })]));
  const data = entry?.data ? (JSON.parse(entry.data) as ResultOf<typeof RunDocument>) : null;
  if (data?.run) return { id: shortRunId(data.run.id) };
  // A beginning of several runs is an error, and the run null beside it.
  const [error] = entry?.error?.graphQLErrors ?? [];
  const said = typeof error === 'string' ? error : error?.message;
  if (data && said === undefined) return { problem: `There is no run whose id begins with '${name}'.` };
  return {
    problem: said ?? 'The API does not answer. Start it with npx engram serve, and load this page again.',
  };
}
