#!/usr/bin/env node
/** Entry of the command `engram`: loads the program, whatever the working directory, then hands over. */
import { watchLauncher } from '../../scripts/launcher.mjs';
import { loadProgram } from '../../scripts/program.mjs';

// As if the signal that ended npm had come to us; a command that does not end by it is ended.
watchLauncher(() => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(143), 20_000).unref();
});

const { main } = await loadProgram(new URL('../src/main.ts', import.meta.url));
await main(process.argv.slice(2));
