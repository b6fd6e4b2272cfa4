/** `busy-parent`: forks a child that computes without a pause, prints its process id, and waits to be killed. */
import { fileURLToPath } from 'node:url';
import { forkAttached } from '@engram/store';

const child = forkAttached(fileURLToPath(new URL('./busy-child.mjs', import.meta.url)), [], {
  stdio: 'ignore',
});
process.stdout.write(`${child.pid}\n`);
setInterval(() => undefined, 2 ** 30);
