import { runConfigSchema } from '@engram/core';
import { expect, it } from 'vitest';
import { applyOverrides } from '../../../../cli/src/config/overrides.ts';
import { measureCommand, unchanged } from '../../../../web/src/features/run/ensemble/measure-command.ts';
import { config } from '../../../factories/run.ts';

const id = '72ee060e-164e-8373-b608-be9fa17fcf79';

it('there is no command while nothing is changed', () => {
  expect(measureCommand(id, unchanged)).toBeNull();
});

it('every change of a measurement is a setting that the command knows, and leaves the training as it is', () => {
  const changes = {
    views: 20,
    distance: 'l1',
    layer: 'layer1',
    unitNorm: false,
    policy: 'digits-strong',
    viewSeed: 0,
  };
  const command = measureCommand(btoa(`Run:${id}`), changes)!;
  expect(command).toMatch(/^npx engram run 72ee060e --set /);
  const pairs = command.split(' --set ').slice(1);
  const changed = runConfigSchema.parse(applyOverrides(config, pairs));
  expect(changed).toEqual({ ...config, scoring: { ...config.scoring, ...changes } });
});
