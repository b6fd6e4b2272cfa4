/** Entry of a process of the benchmark: loads the program whatever the parent was started with. */
import { loadProgram } from '../../scripts/program.mjs';

await loadProgram(new URL('./process-main.ts', import.meta.url));
