import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bundled = fileURLToPath(new URL('../fixtures', import.meta.url));

/** Reads reference values NAME.json from ENGRAM_FIXTURES, or from the set that ships with the project. */
export function readFixture<T>(name: string): T {
  const file = join(process.env.ENGRAM_FIXTURES ?? bundled, `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
