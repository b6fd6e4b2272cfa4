import { DomainError, isShortId, isUuid } from '@engram/core';
import { ArgumentError } from './argument-error.ts';

export const nodeTypes = [
  'Dataset',
  'LatentClass',
  'Datapoint',
  'Method',
  'Run',
  'Ensemble',
  'Experiment',
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

/** What clients name by its UUID as well, which is what the command prints. */
const printed = {
  Run: { noun: 'run', one: 'a run', many: 'runs' },
  Ensemble: { noun: 'ensemble', one: 'an ensemble', many: 'ensembles' },
  Experiment: { noun: 'experiment', one: 'an experiment', many: 'experiments' },
};
export type PrintedType = keyof typeof printed;

/** A query that lists what is there, for messages. */
const listOf = (type: PrintedType): string => `{ ${printed[type].many}(first: 10) { nodes { id name } } }`;

/**
 * The key of a run or an ensemble. Takes the global id or the UUID that the command prints.
 * @throws ArgumentError when it is neither.
 */
function printedKey(type: PrintedType, id: string, argument: string): string {
  if (isUuid(id)) return id.toLowerCase();
  const parsed = parseGlobalId(id);
  if (parsed && parsed.type !== type)
    throw new ArgumentError(
      argument,
      `'${argument}' must be the id of ${printed[type].one}, but names a ${parsed.type}.`,
    );
  if (!parsed || parsed.key.length !== 1 || !isKey(parsed.key[0]))
    throw new ArgumentError(
      argument,
      `'${argument}' is not the id of ${printed[type].one}. Take an 'id' from a query such as ${listOf(type)}.`,
    );
  return parsed.key[0];
}

/** The key of a run, likewise. @throws ArgumentError */
export const runKey = (id: string, argument: string): string => printedKey('Run', id, argument);

/**
 * What the beginning of a UUID names.
 * @param found some of what begins so: more than one of them are several
 * @throws ArgumentError when it begins several
 */
function onlyMatch<Row extends { id: string }>(
  type: PrintedType,
  found: readonly Row[],
  id: string,
  argument: string,
): Row | undefined {
  if (found.length <= 1) return found[0];
  const some = found.map((row) => row.id.slice(0, Math.max(12, id.length + 4))).join(', ');
  throw new ArgumentError(
    argument,
    `'${id}' is the beginning of several ${printed[type].many}, such as ${some}: give more of it.`,
  );
}

/** Rows whose ids begin with a text of lower case, some of them where they are many. */
type BeginningWith<Row> = (start: string) => Promise<readonly Row[]>;

/**
 * The key of what clients name by global id, by UUID, or by the beginning of one, as the command prints it.
 * Always by a promise: an error thrown while another id is looked up would leave that one's without anybody to hear of it.
 * @returns null when the id begins none
 * @throws ArgumentError when it is none of these, or begins several
 */
export async function printedKeyOrNull(
  type: PrintedType,
  id: string,
  argument: string,
  beginningWith: BeginningWith<{ id: string }>,
): Promise<string | null> {
  if (!isShortId(id)) return printedKey(type, id, argument);
  return onlyMatch(type, await beginningWith(id.toLowerCase()), id, argument)?.id ?? null;
}

/** The row that is named so outside GraphQL. @throws as `printedKeyOrNull`, and DomainError NOT_FOUND */
export async function printedRow<Row extends { id: string }>(
  type: PrintedType,
  id: string,
  {
    withId,
    beginningWith,
  }: { withId: (key: string) => Promise<readonly Row[]>; beginningWith: BeginningWith<Row> },
): Promise<Row> {
  const found = isShortId(id)
    ? await beginningWith(id.toLowerCase())
    : await withId(printedKey(type, id, 'id'));
  const row = onlyMatch(type, found, id, 'id');
  if (!row) throw unknown(type, id);
  return row;
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

/** @returns the error for what is not in the store. */
export function unknown(type: PrintedType, id: string): DomainError {
  const { noun, many } = printed[type];
  return new DomainError('NOT_FOUND', `There is no ${noun} '${id}'. List the ${many} with ${listOf(type)}.`);
}

export const unknownRun = (id: string): DomainError => unknown('Run', id);
