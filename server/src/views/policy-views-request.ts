import {
  imageSize,
  maxPolicyText,
  parsePolicy,
  policiesFor,
  policyText,
  unsupportedOperation,
  type DataKind,
  type ImageShape,
  type PolicyConfig,
} from '@engram/core';
import { ArgumentError } from '../argument-error.ts';
import { mostViews } from './sprite-limits.ts';

/** Views at a time. */
const counts = { min: 2, max: 50 };
const maxSeed = 2 ** 32 - 1;

/** What the views of a policy are drawn from, apart from the datapoint. */
export interface PolicyViewsRequest {
  policy: PolicyConfig;
  /** M */
  count: number;
  seed: number;
}

/** The dataset that a datapoint belongs to. */
export interface ViewedDataset extends ImageShape {
  slug: string;
  kind: DataKind;
}

/**
 * Checks what a stranger asks for.
 * @throws ArgumentError; DomainError INVALID_CONFIG for a policy that is none
 */
export function checkRequest(
  given: { policy: string; count: number; seed: number },
  dataset: ViewedDataset,
): PolicyViewsRequest {
  const { count, seed } = given;
  if (!Number.isInteger(count) || count < counts.min || count > counts.max)
    throw new ArgumentError('count', `'count' must be a whole number from ${counts.min} to ${counts.max}.`);
  if (!Number.isInteger(seed) || seed < 0 || seed > maxSeed)
    throw new ArgumentError('seed', `'seed' must be a whole number from 0 to ${maxSeed}.`);
  const policy = parsePolicy(given.policy);
  const unsupported = unsupportedOperation(policy, dataset.kind);
  if (unsupported)
    throw new ArgumentError(
      'policy',
      `The operation '${unsupported.key}' is for ${unsupported.kinds.join(', ')}, and '${dataset.slug}' holds data of the kind ${dataset.kind}. Built in for it: ${policiesFor(dataset.kind).join(', ')}.`,
    );
  const most = mostViews(dataset);
  if (most < counts.min)
    throw new ArgumentError(
      'policy',
      `The datapoints of '${dataset.slug}' are too large to be drawn here: each has ${imageSize(dataset)} values.`,
    );
  if (count > most)
    throw new ArgumentError('count', `Of datapoints as large as these, 'count' may be up to ${most}.`);
  return { policy, count, seed };
}

/** Path of the picture; `readRequest` reads what follows the question mark. */
export function pathOf(dataset: string, index: number, { policy, count, seed }: PolicyViewsRequest): string {
  const query = new URLSearchParams({ policy: policyText(policy), count: String(count), seed: String(seed) });
  return `/policy-views/${dataset}/${index}.png?${query}`;
}

/** @throws ArgumentError for what is no number, and for a text that is missing or too long */
export function readRequest(query: URLSearchParams): { policy: string; count: number; seed: number } {
  const policy = query.get('policy');
  if (!policy || policy.length > maxPolicyText)
    throw new ArgumentError(
      'policy',
      `'policy' must be the key of a policy, or {"operations": […]} in JSON of up to ${maxPolicyText} characters.`,
    );
  return { policy, count: wholeNumber(query, 'count'), seed: wholeNumber(query, 'seed') };
}

function wholeNumber(query: URLSearchParams, name: string): number {
  const text = query.get(name) ?? '';
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new ArgumentError(name, `'${name}' must be a whole number.`);
}
