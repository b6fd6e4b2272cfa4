/** `npm test`: sets the clone up, then runs every test but those of `npm run test:chaos` (or those whose file names hold the words given). */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { say, setUp } from './setup.mjs';

await setUp();
say('running the tests …');
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const child = spawn(process.execPath, [vitest, 'run', '--project', '!chaos', ...process.argv.slice(2)], {
  stdio: 'inherit',
});
child.on('exit', (code, signal) => process.exit(signal ? 130 : code));
