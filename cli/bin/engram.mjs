#!/usr/bin/env node
/** Entry of the command `engram`: makes TypeScript loadable from the sources, whatever the working directory, then hands over. */
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';
import { watchLauncher } from '../../scripts/launcher.mjs';

// As if the signal that ended npm had come to us; a command that does not end by it is ended.
watchLauncher(() => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(143), 20_000).unref();
});

register({ tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)) });
const { main } = await import('../src/main.ts');
await main(process.argv.slice(2));
