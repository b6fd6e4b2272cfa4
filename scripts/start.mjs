/** `npm start`: sets the clone up, then `engram start` with the arguments given. */
import { setUp } from './setup.mjs';

await setUp();
process.argv.splice(2, 0, 'start');
await import('../cli/bin/engram.mjs');
