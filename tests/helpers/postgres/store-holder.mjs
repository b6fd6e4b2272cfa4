/** Entry of a process that holds a store: loads it compiled (`runner/compile.mjs`). */
import { loadProgram } from '../../../scripts/program.mjs';

await loadProgram(new URL('./store-holder.ts', import.meta.url));
