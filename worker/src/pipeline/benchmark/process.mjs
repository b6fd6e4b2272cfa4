/** Entry of a benchmark process: makes TypeScript loadable whatever the parent was started with, then hands over. */
import { fileURLToPath } from 'node:url';
import { register } from 'tsx/esm/api';

register({ tsconfig: fileURLToPath(new URL('../../../../tsconfig.json', import.meta.url)) });
await import('./process-main.ts');
