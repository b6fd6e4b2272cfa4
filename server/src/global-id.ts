import { DomainError, isUuid } from '@engram/core';
import { ArgumentError } from './argument-error.ts';

export const nodeTypes = [
  'Dataset',
  'LatentClass',
  'Datapoint',
  'Method',
  'Run',
  'Score',
  'Snapshot',
  'Comment',
  'SavedView',
] as const;
export type NodeType = (typeof nodeTypes)[number];

const largestIndex = 2 ** 31 - 1;

/** Opaque id of an object: base64 of `Type:key`. Keys of parts are `owner:index`. */
export function globalId(type: NodeType, ...key: (string | number)[]): string {
  return Buffer.from([type, ...key].join(':'), 'utf8').toString('base64');
}

/** The type and key that an id names; null when it is not an id of this API. */
export function parseGlobalId(id: string): { type: NodeType; key: string[] } | null {
  const text = Buffer.from(id, 'base64').toString('utf8');
  const [type, ...key] = text.split(':');
  const known = nodeTypes.find((name) => name === type);
  if (!known || key.length === 0 || globalId(known, ...key) !== id) return null;
  return { type: known, key };
}

/** The number in a part's key; null when it is not an index. */
export function parseIndex(text: string | undefined): number | null {
  if (text === undefined || !/^(0|[1-9]\d{0,9})$/.test(text)) return null;
  const index = Number(text);
  return index <= largestIndex ? index : null;
}

export const isKey = (text: string | undefined): text is string => text !== undefined && isUuid(text);

/**
 * The key of a run. Takes the global id or the run's UUID, which is what the command `engram run` prints.
 * @throws ArgumentError when it is neither.
 */
export function runKey(id: string, argument: string): string {
  if (isUuid(id)) return id.toLowerCase();
  const parsed = parseGlobalId(id);
  if (parsed && parsed.type !== 'Run')
    throw new ArgumentError(argument, `'${argument}' must be the id of a Run, but names a ${parsed.type}.`);
  if (!parsed || parsed.key.length !== 1 || !isKey(parsed.key[0]))
    throw new ArgumentError(
      argument,
      `'${argument}' is not the id of a run. Take an 'id' from a query such as { runs(first: 10) { nodes { id name } } }.`,
    );
  return parsed.key[0];
}

/**
 * The key of a datapoint in the store.
 * @throws ArgumentError when the id names something else
 */
export function datapointKey(id: string, argument: string): { datasetId: string; index: number } {
  const { type, key: [datasetId, text, ...rest] = [] } = parseGlobalId(id) ?? {};
  const index = parseIndex(text);
  if (type !== 'Datapoint' || !isKey(datasetId) || index === null || rest.length > 0)
    throw new ArgumentError(
      argument,
      `'${argument}' is not the id of a datapoint. Take an 'id' from a query such as { datapoint(dataset: "mnist", index: 0) { id } }.`,
    );
  return { datasetId, index };
}

/**
 * The key of an object that is named by a UUID of its own.
 * @throws ArgumentError when the id names something else
 */
export function ownKey(type: 'Comment' | 'SavedView', id: string, argument: string): string {
  const parsed = parseGlobalId(id);
  if (parsed?.type === type && parsed.key.length === 1 && isKey(parsed.key[0])) return parsed.key[0];
  throw new ArgumentError(argument, `'${argument}' is not the id of a ${type}; take it from its 'id' field.`);
}

/** @returns the error for a run that is not in the store. */
export function unknownRun(id: string): DomainError {
  return new DomainError(
    'NOT_FOUND',
    `There is no run '${id}'. List the runs with { runs(first: 10) { nodes { id name } } }.`,
  );
}
