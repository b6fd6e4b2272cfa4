import { findUuid } from '@engram/core';

/** The UUID in a run's global id, which the API and the command take as well and people can read; else the id itself. */
export function shortRunId(id: string): string {
  if (id.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(id)) return id;
  return findUuid(atob(id)) ?? id;
}

/** Where all scores of a run are filtered and looked through. */
export const exploreAddress = (id: string): string => `${runAddress(id)}/explore`;

export function runAddress(id: string): string {
  return `/runs/${encodeURIComponent(shortRunId(id))}`;
}
