/** Entry of the thread that reads and scores: loads the program whatever the parent was started with. */
import { loadProgram } from '../../../scripts/program.mjs';

await loadProgram(new URL('./import-thread-main.ts', import.meta.url));
