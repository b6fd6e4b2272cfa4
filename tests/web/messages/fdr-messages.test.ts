import { expect, it } from 'vitest';
import { formatRate, untestedMessage } from '../../../web/src/messages/fdr-messages.ts';

it('a rate is shown as one at which the datapoint counts: never below what it is', () => {
  const texts = [1, 0.05, 0.05001, 0.2, 0.0123456, 0.000123, 0.00001, 0].map(formatRate);
  expect(texts).toEqual([
    '1',
    '0.05',
    '0.0501',
    '0.2',
    '0.0124',
    '0.000123',
    '<\u00a00.0001',
    '<\u00a00.0001',
  ]);
  expect([null, undefined, NaN].map(formatRate)).toEqual(['–', '–', '–']);
});

it('a run without a test says why', () => {
  expect(untestedMessage(null)).toContain('Imported scores');
  expect(untestedMessage('imported')).toContain('Imported scores');
  expect(untestedMessage('gradient-coherence')).toContain('proxy');
  expect(untestedMessage('alignment')).toContain('two encoders');
  expect(untestedMessage('layer-alignment')).toContain('two encoders');
});
