/** `npm test`: sets the clone up, then runs every test of these projects (or those whose file names hold the words given). */
import { fileURLToPath } from 'node:url';
import { attached, runChild } from './children.mjs';
import { say, setUp } from './setup.mjs';

/** `npm run test:slow` and `npm run test:chaos` run the others. */
const projects = ['unit', 'integration', 'browser', 'alone'];
const given = process.argv.slice(2);
// A file that is named runs with its slow tests.
const tags = given.some((word) => !word.startsWith('-')) ? [] : ['--tags-filter=!slow'];

await setUp();
say('running the tests …');
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const { status, signal, error } = await runChild(
  process.execPath,
  [...attached, vitest, 'run', ...projects.flatMap((name) => ['--project', name]), ...tags, ...given],
  { stdio: 'inherit' },
);
if (error) say(`the tests could not be started (${error.message}).`);
process.exit(signal ? 130 : (status ?? 1));
