import { compileProgram, programEntries } from '../../../scripts/compile.mjs';

/** Before the tests: the processes that they start load the program as it lies here, compiled once. */
export async function setup() {
  await compileProgram([...programEntries, 'tests/helpers/postgres/store-holder.ts']);
}
