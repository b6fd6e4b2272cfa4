import type { PairState } from '../../address/pair-state.ts';
import type { VariablesOf } from '../../graphql/graphql.ts';
import { disagreementsShown, type DisagreementsDocument, type PairDocument } from './pair-documents.ts';

/** Variables of the page's requests, the same on server and in the browser. */
export function pairVariables(a: string, b: string, { top }: PairState): VariablesOf<typeof PairDocument> {
  return { a, b, runs: [a, b], top };
}

export function disagreementVariables(
  { a, b }: IdsOfPair,
  { classes }: PairState,
): VariablesOf<typeof DisagreementsDocument> {
  return { a, b, first: disagreementsShown, classes: classes.length > 0 ? [...classes] : null };
}

export interface IdsOfPair {
  a: string;
  b: string;
}
