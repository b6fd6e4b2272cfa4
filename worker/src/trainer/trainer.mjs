/** Entry of a trainer process: loads the program whatever the parent was started with. */
import { loadProgram } from '../../../scripts/program.mjs';

await loadProgram(new URL('./trainer-main.ts', import.meta.url));
