import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const entry = 'cli/src/main.ts';
const root = fileURLToPath(new URL('../..', import.meta.url));

/** A clone small enough to be changed: an entry, what it imports, and a package. */
let clone: string;

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'engram-program-'));
  mkdirSync(join(clone, 'cli/src'), { recursive: true });
  mkdirSync(join(clone, 'node_modules'));
  for (const name of ['tsx', 'zod'])
    symlinkSync(join(root, 'node_modules', name), join(clone, 'node_modules', name));
  for (const name of ['compile.mjs', 'program.mjs'])
    cpSync(join(root, 'scripts', name), join(clone, 'scripts', name));
  write('package.json', '{ "type": "module" }');
  write('tsconfig.json', '{ "compilerOptions": { "experimentalDecorators": true } }');
  write('package-lock.json', '{}');
  write('cli/package.json', '{ "type": "module" }');
  write('cli/src/said.ts', `export const said: string = 'first';\n`);
  write(
    entry,
    `import { z } from 'zod';
import { said } from './said.ts';

export class Answer {}
console.log(JSON.stringify({ said: z.string().parse(said), url: import.meta.url, name: Answer.name }));

export function main(): never {
  throw new Error('on line 8');
}
`,
  );
});
afterEach(() => rmSync(clone, { recursive: true, force: true }));

/** Long ago: what was written while it was compiled is not trusted. */
function write(file: string, text: string, time = new Date('2020-01-01')): void {
  mkdirSync(dirname(join(clone, file)), { recursive: true });
  writeFileSync(join(clone, file), text);
  utimesSync(join(clone, file), time, time);
}

/** What a process of its own prints. */
function inClone(script: string): unknown[] {
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: clone,
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return stdout.trim().split('\n').map((line) => JSON.parse(line) as unknown); // prettier-ignore
}

const compile = () =>
  inClone(`console.log(await (await import('./scripts/compile.mjs')).compileProgram(['${entry}']))`)[0];

const isCompiled = () =>
  inClone(
    `console.log((await import('./scripts/program.mjs')).compiledFile('${join(clone, entry)}') !== null)`,
  )[0];

function start(): Record<'said' | 'url' | 'name' | 'stack', string> {
  const [found, stack] = inClone(`
    const { loadProgram } = await import('./scripts/program.mjs');
    const { main } = await loadProgram(new URL('${pathToFileURL(join(clone, entry)).href}'));
    try { main(); } catch (error) { console.log(JSON.stringify(error.stack)); }`);
  return { ...(found as Record<'said' | 'url' | 'name', string>), stack: stack as string };
}

describe('the program', () => {
  it('is the same compiled as from its sources: URLs, names, and the lines of a stack trace', () => {
    expect(isCompiled()).toBe(false);
    const fromSources = start();
    expect(fromSources.stack).toContain('cli/src/main.ts:8');
    expect(compile()).toBe(true);
    expect(isCompiled()).toBe(true);
    const compiled = start();
    expect(compiled).toMatchObject({
      said: 'first',
      url: pathToFileURL(join(clone, entry)).href,
      name: 'Answer',
    });
    expect(compiled.stack).toContain('cli/src/main.ts:8');
    expect(fromSources).toMatchObject({ said: 'first', name: 'Answer' });
  });

  it('is compiled once, and again after a change', () => {
    compile();
    expect(compile()).toBe(false);
    write('cli/src/said.ts', `export const said: string = 'longer';\n`);
    expect(compile()).toBe(true);
    expect(isCompiled()).toBe(true);
    expect(start().said).toBe('longer');
  });

  it.each([
    ['of another time', 'other', new Date('2021-01-01')],
    ['of another size', 'longer', undefined],
  ])('with a source %s is loaded from its sources', (_, said, time) => {
    compile();
    write('cli/src/said.ts', `export const said: string = '${said}';\n`, time);
    expect(isCompiled()).toBe(false);
    expect(start().said).toBe(said);
  });

  it.each(['cli/package.json', 'scripts/compile.mjs', 'scripts/program.mjs', 'tsconfig.json'])(
    'is compiled again when %s was written, which decides how',
    (file) => {
      compile();
      utimesSync(join(clone, file), new Date('2021-01-01'), new Date('2021-01-01'));
      expect(isCompiled()).toBe(false);
      expect(compile()).toBe(true);
      expect(isCompiled()).toBe(true);
    },
  );

  it('requires packages of CommonJS, and imports those that have a form of their own for it', () => {
    // Node finds no name in the first where it is imported.
    write('node_modules/common/package.json', '{ "main": "index.js" }');
    write('node_modules/common/index.js', `Object.assign(exports, { said: 'required' });`);
    write(
      'node_modules/both/package.json',
      '{ "exports": { "import": "./index.mjs", "require": "./index.cjs" } }',
    );
    write('node_modules/both/index.mjs', `export const said = 'imported';`);
    write('node_modules/both/index.cjs', `exports.said = 'required';`);
    write(
      'cli/src/said.ts',
      `import whole, { said as first } from 'common';
import { said as second } from 'both';

export const said: string = [first, whole.said, second].join(' ');
`,
    );
    expect(compile()).toBe(true);
    expect(start().said).toBe('required required imported');
  });

  it('is loaded from its sources when a compiled file is gone', () => {
    compile();
    const folder = join(clone, 'node_modules/.engram-program');
    for (const name of readdirSync(folder)) if (name.startsWith('main-')) rmSync(join(folder, name));
    expect(isCompiled()).toBe(false);
    expect(start().said).toBe('first');
  });

  it('is not trusted when a source was written while it was compiled', () => {
    write('cli/src/said.ts', `export const said: string = 'first';\n`, new Date(Date.now() + 60_000));
    compile();
    expect(isCompiled()).toBe(false);
  });

  it('is loaded from its sources when half of a manifest is left', () => {
    compile();
    writeFileSync(join(clone, 'node_modules/.engram-program/manifest.json'), '{ "sources": {');
    expect(isCompiled()).toBe(false);
    expect(start().said).toBe('first');
  });
});
