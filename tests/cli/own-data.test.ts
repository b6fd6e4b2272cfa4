import { readFileSync } from 'node:fs';
import { runConfigSchema } from '@engram/core';
import { expect, it } from 'vitest';
import { arrayNames } from '../../worker/src/representations/representation-set.ts';
import { scoreColumnNames } from '../../worker/src/imported/scores/score-columns.ts';
import { codeBlocks } from '../helpers/markdown-code.ts';

const document = 'docs/own-data.md';

it('the configuration in the docs is one, and says all that has no default', () => {
  const example = codeBlocks(document).find(({ language }) => language === 'json')!;
  const given = JSON.parse(example.code) as Record<string, unknown>;
  expect(runConfigSchema.parse(given)).toMatchObject(given);
  for (const member of Object.keys(given)) {
    const rest = Object.fromEntries(Object.entries(given).filter(([name]) => name !== member));
    const canBeLeftOut = ['name', 'seed', 'datapoints'].includes(member);
    expect(runConfigSchema.safeParse(rest).success, member).toBe(canBeLeftOut);
  }
});

it('the docs name every array that an import of representations reads', () => {
  const text = readFileSync(new URL(`../../${document}`, import.meta.url), 'utf8');
  for (const name of arrayNames) expect(text).toContain(`\`${name}\``);
});

it('the docs name every column that an import of scores reads', () => {
  const text = readFileSync(new URL(`../../${document}`, import.meta.url), 'utf8');
  for (const name of Object.values(scoreColumnNames).flat()) expect(text).toContain(`\`${name}\``);
});
