import type { DatasetChoice } from './policy-views-documents.ts';

/** The policy that is shown: the one asked for, or the first that is built in for the dataset's kind of data. */
export const chosenPolicy = ({ policies }: DatasetChoice, asked: string | null): string =>
  asked ?? policies[0]?.key ?? '';

/** A built-in policy as the text that a reader can change; any other text as it is. */
export function policyAsText({ policies }: DatasetChoice, policy: string): string {
  const known = policies.find(({ key }) => key === policy);
  if (!known) return policy;
  const lines = known.operations.map(({ key, settings }) =>
    JSON.stringify({ key, ...(JSON.parse(settings) as object) }),
  );
  return `{"operations": [\n  ${lines.join(',\n  ')}\n]}`;
}
