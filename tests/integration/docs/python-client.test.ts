import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { runs } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { createExperiment } from '../../factories/experiment.ts';
import { pythonWith } from '../../helpers/python.ts';
import { withApi } from '../server/api.ts';
import { datapointCount } from '../server/seed.ts';

const api = withApi();
const python = pythonWith('requests');
const hasPandas = python !== undefined && spawnSync(python, ['-c', 'import pandas']).status === 0;

const query = `query ($run: ID!, $after: String) {
  scores(filter: { run: $run }, orderBy: { field: INDEX, direction: ASC }, first: 50, after: $after) {
    nodes { value datapoint { index } }
    pageInfo { hasNextPage endCursor }
  }
}`;

async function executed(program: string): Promise<string> {
  const env = {
    PATH: process.env.PATH,
    ENGRAM_API_URL: api.url,
    PYTHONPATH: 'docs',
    PYTHONDONTWRITEBYTECODE: '1',
  };
  return (await promisify(execFile)(python!, ['-c', program], { env })).stdout.trim();
}

const printed = (program: string): Promise<string> =>
  executed(`import json, engram_client\nquery = """${query}"""\nrun = "${api.seed.first}"\n${program}`);

describe.skipIf(!python)('the Python client of docs', () => {
  it('reads a connection to its end, page by page', async () => {
    const rows = JSON.parse(await printed('print(json.dumps(list(engram_client.rows(query, run=run))))')) as {
      value: number | null;
      datapoint: { index: number };
    }[];
    expect(rows.map(({ datapoint }) => datapoint.index)).toEqual(
      Array.from({ length: datapointCount }, (_, index) => index),
    );
    expect(rows.map(({ value }) => value)).toEqual(
      api.seed.rows.get(api.seed.first)!.map(({ value }) => value),
    );
  });

  it('raises what the API says', async () => {
    const said = await printed(
      'try:\n  engram_client.ask("{ nothing }")\nexcept RuntimeError as error:\n  print(error)',
    );
    expect(said).toContain('nothing');
  });

  it('makes a frame with a column for each field, and names pandas where it is missing', async () => {
    const made = printed('print(json.dumps(sorted(engram_client.frame(query, run=run).columns)))');
    if (hasPandas) expect(JSON.parse(await made)).toEqual(['datapoint.index', 'value']);
    else await expect(made).rejects.toThrow(/No module named 'pandas'/);
  });
});

interface Notebook {
  cells: { cell_type: string; source: string[]; outputs?: unknown[] }[];
}

describe.skipIf(!python)('the notebook of docs', () => {
  const { cells } = JSON.parse(readFileSync('docs/notebook.ipynb', 'utf8')) as Notebook;
  const code = cells.filter(({ cell_type: type }) => type === 'code');

  it('runs from its first cell to its last, and tells of the scores that the store has', async () => {
    const said = await executed(code.map(({ source }) => source.join('')).join('\n\n'));
    const scored = api.seed.rows.get(api.seed.first)!.filter(({ value }) => value !== null).length;
    expect(said).toMatch(new RegExp(`^${scored} scores, mean -?0\\.\\d+$`, 'm'));
    expect(said.match(/^datapoint +\d+ /gm)).toHaveLength(5);
    expect(said).toMatch(/ memorized at 5 %$/m);
    expect(said).toMatch(/ Spearman -?\d/);
    expect(said).toMatch(hasPandas ? /count +mean/ : /No module named 'pandas'/);
  });

  it('reads no run that an experiment asked for: such are small and noisy', async () => {
    const { first, second } = api.seed;
    await runs.rename(api.store, first, 'of a person');
    await runs.rename(api.store, second, 'of an experiment');
    await createExperiment(api.store, 'some', { one: second }, { started: true });
    const said = await executed(code.map(({ source }) => source.join('')).join('\n\n'));
    expect(said).toMatch(/^of a person on /m);
    expect(said).not.toContain('of an experiment');
  });

  it('holds no output of some other store', () => {
    expect(code.filter(({ outputs }) => outputs?.length !== 0)).toEqual([]);
  });
});
