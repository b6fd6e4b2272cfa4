import { importedKey } from '../runs/run.ts';
import type { ImportedScoresConfig } from '../imported/imported-scores-config.ts';
import type { MethodsInput, MethodsPart } from './methods-input.ts';

/** What a paper can say of scores that were made elsewhere: whose they are, and that Engram only stored and ranked them. */
export function importedScoresParagraph(
  { method }: ImportedScoresConfig,
  { dataset, scoredCount, codeVersion, summary }: MethodsInput,
): MethodsPart[] {
  const by = method.key === importedKey ? '' : ` by ${method.key}`;
  const errors =
    (summary?.medianStandardError ?? null) === null ? '' : ' Their standard errors were given with them.';
  return [
    `We used scores of ${scoredCount.toLocaleString('en-US')} datapoints of ${dataset} that were made${by} outside Engram.${errors}`,
    ` They were imported into Engram ${codeVersion}, which ranked them and computed nothing else.`,
  ];
}
