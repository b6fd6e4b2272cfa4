import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sha256 } from '@engram/store';
import { Kind, parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSchema } from '../../../server/src/schema.ts';
import { codeBlocks } from '../../helpers/markdown-code.ts';
import { withApi } from '../server/api.ts';
import { datapointCount } from '../server/seed.ts';

const api = withApi();
const run = promisify(execFile);
const blocks = codeBlocks('docs/api.md');
const of = (language: string) => blocks.filter((block) => block.language === language);

/** The Python that has `requests`: the one that ENGRAM_PYTHON names, the first on the path, or Debian's. */
const python = [process.env.ENGRAM_PYTHON ?? 'python3', '/usr/bin/python3'].find(
  (one) => spawnSync(one, ['-c', 'import requests']).status === 0,
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'engram-docs-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What a program of the document prints; the first block of a language stands before each of the others. */
async function printed(command: string, args: string[], language: string, block: number): Promise<string> {
  const [start, ...rest] = of(language);
  const program = join(folder, `${language}-${block}.${language === 'python' ? 'py' : 'mts'}`);
  await writeFile(program, `${start!.code}\n${rest[block]?.code ?? ''}`);
  const env = { PATH: process.env.PATH, ENGRAM_API_URL: api.url };
  const cwd = fileURLToPath(new URL('../../..', import.meta.url));
  return (await run(command, [...args, program], { env, cwd })).stdout;
}

describe('the queries of docs/api.md', () => {
  it.each(of('graphql'))('line $line answers as it stands', async ({ code }) => {
    const two = '{ datapoints(dataset: "digits", indices: [1, 2]) { id } }';
    const { datapoints } = await api.get<{ datapoints: { id: string }[] }>(two);
    const variables: Record<string, unknown> = {
      datapoints: datapoints.map(({ id }) => id),
      run: api.seed.first,
      other: api.seed.second,
      dataset: 'digits',
      hashes: [sha256('digits 1'), sha256('digits 2')],
    };
    const operation = parse(code).definitions[0]!;
    const names = ((operation.kind === Kind.OPERATION_DEFINITION && operation.variableDefinitions) || []).map(
      (one) => one.variable.name.value,
    );
    const given = Object.fromEntries(names.map((name) => [name, variables[name]]));
    expect(JSON.stringify(await api.get<object>(code, given))).toMatch(
      /"(name|totalCount|changedCount|percentile|rank|overlap|counts|value|config|neighbours|views|encoderValues)":/,
    );
  });
});

describe.skipIf(!python)('the Python of docs/api.md', () => {
  const expected = [
    new RegExp(`^factory\\n${datapointCount} scores, 108 identifiable, mean 0\\.\\d+\\n$`),
    /^factory\n(\w{8} 0\.\d+\n){3}00000000 None\n$/,
    new RegExp(`^factory\\n${datapointCount} rows, 108 with a score\\n$`),
    /INVALID_ARGUMENT first 'first' is 500, but a page holds 1 to 100/,
    /^factory\ndone 100%\n$/,
  ];

  it('has a test for each', () => expect(of('python')).toHaveLength(expected.length + 1));

  it.each(expected.map((pattern, block) => [block, pattern] as const))(
    'block %i prints what it promises',
    async (block, pattern) => expect(await printed(python!, [], 'python', block)).toMatch(pattern),
  );
});

describe.skipIf(!python)('the gql client of docs/api.md', () => {
  const program = of('py')[0]!.code;
  const hasGql = spawnSync(python!, ['-c', 'import gql']).status === 0;

  it('is Python', () => {
    const check = 'import ast, sys; ast.parse(sys.stdin.read())';
    expect(spawnSync(python!, ['-c', check], { input: program, encoding: 'utf8' }).stderr).toBe('');
  });

  it('sends a query of the schema', () => {
    const [, query] = /gql\(\s*"""(.+?)"""/s.exec(program)!;
    expect(validate(createSchema(), parse(query!))).toEqual([]);
  });

  it(`prints what it promises${hasGql ? '' : ' (where gql is installed, which is not here)'}`, async () => {
    if (!hasGql) return expect(program).toContain('client.execute(query)');
    const file = join(folder, 'gql-client.py');
    await writeFile(file, program);
    const env = { PATH: process.env.PATH, ENGRAM_API_URL: api.url };
    expect((await run(python!, [file], { env })).stdout).toMatch(/^factory 0\.\d+ GOOD\n$/);
  });
});

describe('the TypeScript of docs/api.md', () => {
  const expected = [/^108 datapoints with a score\n$/, /^\{ phase: 'done', fraction: 1 \}\n$/];

  it('has a test for each', () => expect(of('typescript')).toHaveLength(expected.length + 1));

  it.each(expected.map((pattern, block) => [block, pattern] as const))(
    'block %i prints what it promises',
    async (block, pattern) =>
      expect(await printed(process.execPath, ['--import', 'tsx'], 'typescript', block)).toMatch(pattern),
  );
});
