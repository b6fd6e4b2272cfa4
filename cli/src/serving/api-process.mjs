/** Entry of a process that serves the API beside others: loads the program whatever the parent was started with. */
import { loadProgram } from '../../../scripts/program.mjs';

await loadProgram(new URL('./api-process-main.ts', import.meta.url));
