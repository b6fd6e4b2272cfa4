/** `npm test`: sets the clone up, then runs every test but those of `npm run test:chaos` (or those whose file names hold the words given). */
import { fileURLToPath } from 'node:url';
import { attached, runChild } from './children.mjs';
import { say, setUp } from './setup.mjs';

await setUp();
say('running the tests …');
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const { status, signal, error } = await runChild(
  process.execPath,
  [...attached, vitest, 'run', '--project', '!chaos', ...process.argv.slice(2)],
  { stdio: 'inherit' },
);
if (error) say(`the tests could not be started (${error.message}).`);
process.exit(signal ? 130 : (status ?? 1));
