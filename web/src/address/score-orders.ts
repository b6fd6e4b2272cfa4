import type { VariablesOf } from '../graphql/graphql.ts';
import type { ScoresDocument } from '../features/scores/scores-document.ts';
import { knownKey } from '../known-key.ts';

export type ScoreOrder = NonNullable<VariablesOf<typeof ScoresDocument>['orderBy']>;

/** Orders that scores are shown in, as the URL names them. */
export const scoreOrders = {
  'value-desc': 'Most memorized first',
  'value-asc': 'Least memorized first',
  'top-desc': 'Highest P(top 5 %)',
  'error-desc': 'Least certain first',
  'index-asc': 'By datapoint index',
} as const;
export type OrderKey = keyof typeof scoreOrders;

/** Those that a run has something for, and the one chosen: scores made elsewhere have no P(top 5 %). */
export const ordersOf = (isImported: boolean, chosen: OrderKey): Record<OrderKey, string> =>
  Object.fromEntries(
    Object.entries(scoreOrders).filter(([key]) => !isImported || key !== 'top-desc' || key === chosen),
  ) as Record<OrderKey, string>;
export const defaultOrder: OrderKey = 'value-desc';

/** What the API calls each. */
export const orderBy = {
  'value-desc': { field: 'VALUE', direction: 'DESC' },
  'value-asc': { field: 'VALUE', direction: 'ASC' },
  'top-desc': { field: 'TOP_FRACTION', direction: 'DESC' },
  'error-desc': { field: 'STANDARD_ERROR', direction: 'DESC' },
  'index-asc': { field: 'INDEX', direction: 'ASC' },
} as const satisfies Record<OrderKey, ScoreOrder>;

export const parseOrder = (text: string | null): OrderKey => knownKey(scoreOrders, text, defaultOrder);
