#!/usr/bin/env node
/** Entry of the command `engram`: makes TypeScript loadable from the sources, whatever the working directory, then hands over. */
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

register({ tsconfig: fileURLToPath(new URL('../../tsconfig.json', import.meta.url)) });
const { main } = await import('../src/main.ts');
await main(process.argv.slice(2));
