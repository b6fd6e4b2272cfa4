import { plainIssue, runConfigSchema } from '@engram/core';
import { expect, it } from 'vitest';

const whole = {
  name: 'a',
  dataset: 'mnist',
  method: { key: 'simclr', temperature: 0.2 },
  encoder: { key: 'mlp', widths: [8] },
  policy: 'digits-weak',
  estimator: { key: 'half-split', encoders: 4 },
  epochs: 1,
};
const problems = (config: object): string[] =>
  (runConfigSchema.safeParse(config, { error: plainIssue }).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );

it('says in plain words what is wrong with a configuration', () => {
  expect(problems(whole)).toEqual([]);
  expect(problems({})).toEqual(expect.arrayContaining(['method: it is missing', 'policy: it is missing']));
  expect(problems({ ...whole, method: 3 })).toEqual(['method: it must be an object in braces']);
  expect(problems({ ...whole, epochs: '3' })).toEqual(['epochs: it must be a number']);
  for (const config of [{}, [], { ...whole, seed: null }, { ...whole, epoch: 3 }, { ...whole, epochs: 0 }])
    expect(problems(config).join()).not.toMatch(/Invalid input|expected|received|Too |Unrecognized/);
});
