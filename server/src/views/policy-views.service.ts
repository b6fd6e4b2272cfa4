import { operationCards, operationsOf, pictureSize, policiesFor, type PolicyConfig } from '@engram/core';
import type { Context } from '../context.ts';
import type { Datapoint } from '../datapoint/datapoint.type.ts';
import type { Dataset } from '../dataset/dataset.type.ts';
import { checkRequest, pathOf } from './policy-views-request.ts';
import { PolicyViews } from './policy-views.type.ts';
import { Policy, PolicyOperation } from './policy.type.ts';

const operationsIn = (policy: PolicyConfig): PolicyOperation[] =>
  operationsOf(policy).map(({ key, ...settings }) =>
    Object.assign(new PolicyOperation(), {
      key,
      description: operationCards[key].description,
      settings: JSON.stringify(settings),
    }),
  );

/** The built-in policies that make views of a dataset's kind of data. */
export const policiesOf = ({ kind }: Dataset): Policy[] =>
  policiesFor(kind).map((key) => Object.assign(new Policy(), { key, operations: operationsIn(key) }));

/** @throws ArgumentError, or DomainError INVALID_CONFIG, for what cannot be drawn; null when the dataset is gone */
export async function policyViewsOf(
  { loaders }: Context,
  { datasetKey, index }: Datapoint,
  given: { policy: string; count: number; seed: number },
): Promise<PolicyViews | null> {
  const dataset = await loaders.dataset.load(datasetKey);
  if (!dataset) return null;
  const request = checkRequest(given, dataset);
  return Object.assign(new PolicyViews(), {
    count: request.count,
    operations: operationsIn(request.policy),
    imageUrl: dataset.hasImages ? pathOf(datasetKey, index, request) : null,
    ...pictureSize(dataset.kind, dataset),
  });
}
