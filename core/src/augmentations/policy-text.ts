/** Augmentation policies as people write them: the key of a built-in one, or `{"operations": […]}` in JSON. */
import { plainIssue } from '../config/plain-issue.ts';
import { DomainError } from '../errors.ts';
import { policyKeys, policySchema, type PolicyConfig } from './policies.ts';

/** Longest text of a policy that a stranger may send; sixteen operations with all their settings take about half of it. */
export const maxPolicyText = 4000;

/** @throws DomainError INVALID_CONFIG with each setting that is wrong */
export function checkedPolicy(json: unknown, source: string): PolicyConfig {
  const isList = typeof json === 'object' && json !== null;
  // Of a union that fails, zod does not say which member was meant.
  const schema = isList ? policySchema.options[1] : policySchema;
  const result = schema.safeParse(json, { error: plainIssue });
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'the policy'}: ${message}`,
  );
  throw new DomainError('INVALID_CONFIG', `The policy ${source} is not valid. ${problems.join('; ')}.`);
}

/** @throws DomainError INVALID_CONFIG with what is wrong, and what is known */
export function parsePolicy(text: string): PolicyConfig {
  const key = policyKeys.find((known) => known === text.trim());
  if (key) return key;
  if (text.length > maxPolicyText)
    throw new DomainError(
      'INVALID_CONFIG',
      `The policy has ${text.length} characters; up to ${maxPolicyText} are taken.`,
    );
  if (!text.trimStart().startsWith('{'))
    throw new DomainError(
      'INVALID_CONFIG',
      `There is no policy "${text.slice(0, 60)}". Built in are ${policyKeys.join(', ')}; or give {"operations": […]} in JSON.`,
    );
  return checkedPolicy(jsonOf(text), 'given');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DomainError('INVALID_CONFIG', `The policy given is not JSON: ${reason}.`, { cause: error });
  }
}

/** The shortest text that `parsePolicy` makes the same policy of. */
export const policyText = (policy: PolicyConfig): string =>
  typeof policy === 'string' ? policy : JSON.stringify(policy);
