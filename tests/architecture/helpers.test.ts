import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('no helper has a hook beside its imports: unit tests load a helper once, so that it would run for one file alone', () => {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'tests'], { encoding: 'utf8' });
  const helpers = files.split('\n').filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  expect(helpers.length).toBeGreaterThan(50);
  const hook = /^(before|after)(All|Each)\(/m;
  expect(helpers.filter((file) => hook.test(readFileSync(file, 'utf8')))).toEqual([]);
});
