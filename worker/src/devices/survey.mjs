/** Entry of a process that surveys engines: loads the program whatever the parent was started with. */
import { loadProgram } from '../../../scripts/program.mjs';

await loadProgram(new URL('./survey-main.ts', import.meta.url));
