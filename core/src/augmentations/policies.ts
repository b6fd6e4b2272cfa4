/** Augmentation policies: distributions of views, each a list of operations, built in under a key or written in the configuration. */
import { z } from 'zod';
import { canonicalJson } from '../canonical-json.ts';
import { dataKinds, type DataKind } from '../data-kind.ts';
import { colourPolicies } from './colour/policies.ts';
import { otherPolicies } from './other-kinds/policies.ts';
import {
  operationCards,
  operationConfigSchema,
  type OperationConfig,
  type OperationKey,
} from './operation-registry.ts';

interface BuiltInPolicy {
  readonly operations: readonly OperationConfig[];
  /** What its hash is over, as stored with every score: never changed while the same views come of it. */
  readonly identity: unknown;
}

const blur: OperationConfig = { key: 'blur', probability: 0.5, minSigma: 0.1, maxSigma: 1 };

const listed = (operations: readonly OperationConfig[]): BuiltInPolicy => ({
  operations,
  identity: { operations },
});

const digits = (key: string, minArea: number, degrees: number): BuiltInPolicy => ({
  operations: [{ key: 'resized-crop', minArea, maxArea: 1 }, { key: 'rotation', degrees }, blur],
  identity: {
    key,
    version: 1,
    cropArea: { min: minArea, max: 1 },
    rotationDegrees: degrees,
    blur: { probability: 0.5, min: 0.1, max: 1 },
  },
});

const lists = { ...colourPolicies, ...otherPolicies };
const listedPolicies = Object.fromEntries(
  Object.entries(lists).map(([key, operations]) => [key, listed(operations)]),
) as Record<keyof typeof lists, BuiltInPolicy>;

/**
 * Views of handwritten digits; no flips, since a flipped digit is another symbol. `digits-weak` is `digits-strong` at .3 of
 * its strength: crop area 1 − .6 · .3 and 15° · .3. Values lie in 0–1 and are not normalised further.
 */
const builtIn = {
  'digits-strong': digits('digits-strong', 0.4, 15),
  'digits-weak': digits('digits-weak', 0.82, 4.5),
  ...listedPolicies,
} as const satisfies Record<string, BuiltInPolicy>;

export type PolicyKey = keyof typeof builtIn;
export const policyKeys = Object.keys(builtIn) as [PolicyKey, ...PolicyKey[]];

/** A built-in policy by its key, or the list of its operations, which are done one after the other. */
export const policySchema = z.union([
  z.enum(policyKeys),
  z.strictObject({ operations: z.array(operationConfigSchema).min(1).max(16) }),
]);
export type PolicyConfig = z.infer<typeof policySchema>;

/** The operations of a policy, in their order. */
export const operationsOf = (policy: PolicyConfig): readonly OperationConfig[] =>
  typeof policy === 'string' ? builtIn[policy].operations : policy.operations;

/** The same policy with crops of another area: in place of its own crop, or before all else where it has none. */
export function withCropArea(policy: PolicyConfig, area: { minArea: number; maxArea: number }): PolicyConfig {
  const operations = operationsOf(policy);
  const crop: OperationConfig = { key: 'resized-crop', ...area };
  return {
    operations: operations.some(({ key }) => key === crop.key)
      ? operations.map((operation) => (operation.key === crop.key ? crop : operation))
      : [crop, ...operations],
  };
}

/**
 * What identifies a policy's distribution of views, whose hash is stored with every score. A list that is that of a built-in
 * policy is that policy.
 */
export function policyIdentity(policy: PolicyConfig): unknown {
  const operations = operationsOf(policy);
  const written = canonicalJson(operations);
  const known = Object.values<BuiltInPolicy>(builtIn).find(
    (other) => canonicalJson(other.operations) === written,
  );
  return known ? known.identity : { operations };
}

/** The first operation of a policy that makes no views of this kind of data, and what it is for; null when all do. */
export function unsupportedOperation(
  policy: PolicyConfig,
  kind: DataKind,
): { key: OperationKey; kinds: readonly DataKind[] } | null {
  const keys = operationsOf(policy).map(({ key }) => key);
  const key = keys.find((each) => !operationCards[each].kinds.includes(kind));
  return key ? { key, kinds: operationCards[key].kinds } : null;
}

/** Keys of the built-in policies that make views of a kind of data. */
export const policiesFor = (kind: DataKind): readonly PolicyKey[] =>
  policyKeys.filter((key) => unsupportedOperation(key, kind) === null);

/** The built-in ones by what they are for, as messages list them where the kind of data is not known. */
export const policiesByKind = (): string =>
  dataKinds.map((kind) => `${policiesFor(kind).join(', ')} (${kind})`).join('; ');
