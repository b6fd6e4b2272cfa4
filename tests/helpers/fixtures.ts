import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bundled = fileURLToPath(new URL('../fixtures', import.meta.url));

/** Where NAME.json is read from: ENGRAM_FIXTURES where that has it, else the set that ships with the project. */
function folderOf(file: string): string {
  const given = process.env.ENGRAM_FIXTURES;
  if (given === undefined) return bundled;
  // A folder with other values of some files, but not a wrong one.
  if (!readdirSync(given).some((name) => name.endsWith('.json') && existsSync(join(bundled, name))))
    throw new Error(`ENGRAM_FIXTURES: ${given} has none of the files of ${bundled}.`);
  return existsSync(join(given, file)) ? given : bundled;
}

/** Reads reference values NAME.json. */
export function readFixture<T>(name: string): T {
  const file = `${name}.json`;
  return JSON.parse(readFileSync(join(folderOf(file), file), 'utf8')) as T;
}
