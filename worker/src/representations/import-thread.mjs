/** Entry of the thread that reads and scores: makes TypeScript loadable whatever the parent was started with, then hands over. */
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

register({ tsconfig: fileURLToPath(new URL('../../../tsconfig.json', import.meta.url)) });
await import('./import-thread-main.ts');
