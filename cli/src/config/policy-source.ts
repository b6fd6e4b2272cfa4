import { checkedPolicy, DomainError, policyKeys, type PolicyConfig } from '@engram/core';
import { didYouMean } from './nearest.ts';
import { parseJson } from './parse-json.ts';

const maxFileBytes = 1 << 20;

/** The policy in JSON: the policy itself, or a configuration, whose views are drawn from `scoring.policy` where it has one. */
function policyIn(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || 'operations' in json) return json;
  const { policy, scoring } = json as { policy?: unknown; scoring?: { policy?: unknown } };
  return scoring?.policy ?? policy ?? json;
}

function parsed(text: string, source: string): unknown {
  try {
    return parseJson(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DomainError('INVALID_CONFIG', `The policy ${source} is not JSON: ${reason}.`, { cause: error });
  }
}

/**
 * A policy by the key of a built-in one, as JSON, or from a file of JSON.
 * @throws DomainError naming what is rejected and what is known
 */
export async function readPolicy(source: string): Promise<PolicyConfig> {
  const key = policyKeys.find((known) => known === source);
  if (key) return key;
  if (source.trimStart().startsWith('{')) return checkedPolicy(policyIn(parsed(source, 'given')), 'given');
  if (!source.endsWith('.json') && !source.includes('/'))
    throw new DomainError(
      'INVALID_ARGUMENT',
      `--policy: there is no policy "${source}".${didYouMean(source, policyKeys)} Built in are ${policyKeys.join(', ')}; or give a file of JSON.`,
    );
  const { readText } = await import('@engram/worker');
  const text = await readText(source, { maxBytes: maxFileBytes, code: 'INVALID_CONFIG' });
  return checkedPolicy(policyIn(parsed(text, source)), source);
}
