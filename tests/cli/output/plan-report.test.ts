import { expect, it } from 'vitest';
import { formatPlan, type RunPlan } from '../../../cli/src/output/plan-report.ts';

const plan: RunPlan = {
  run: { id: '0123456789', name: 'own', encoders: 8 },
  now: { standardError: 0.0123, reliability: 0.6 },
  target: { kind: 'reliability', value: 0.9 },
  encoders: 48,
  seconds: 4000,
  processes: 2,
  command: 'engram run own --set encoders=48',
};
const predicted = { standardError: 0.005, reliability: 0.9 };

it('says that the standard error that it plans with is not the one that the run prints', () => {
  expect(formatPlan(plan, predicted)).toContain(
    'standard error 0.0123 (median, corrected for few encoders), reliability 0.60.',
  );
});

it('says what takes over an hour in hours, and nothing where the time is not known', () => {
  expect(formatPlan(plan, predicted)).toContain(
    'train 48 encoders: about 1 h 6 min with 2 trainer processes.',
  );
  expect(formatPlan({ ...plan, seconds: null }, predicted)).toContain('the time is not known here');
});
