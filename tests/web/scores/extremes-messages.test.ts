import { expect, it } from 'vitest';
import { ordersOf } from '../../../web/src/address/score-orders.ts';
import { extremesMessage } from '../../../web/src/features/scores/extremes-messages.ts';

it('of scores made elsewhere nothing is said, nor ordered, by other encoders', () => {
  expect(extremesMessage('highest', 'stable')).toMatch(/other encoders might show other datapoints/);
  expect(extremesMessage('highest', 'stable', true)).not.toMatch(/encoders/);
  expect(Object.keys(ordersOf(true, 'value-desc'))).not.toContain('top-desc');
  expect(Object.keys(ordersOf(true, 'top-desc'))).toContain('top-desc');
  expect(Object.keys(ordersOf(false, 'value-desc'))).toContain('top-desc');
});
