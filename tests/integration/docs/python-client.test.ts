import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
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

async function printed(program: string): Promise<string> {
  const env = {
    PATH: process.env.PATH,
    ENGRAM_API_URL: api.url,
    PYTHONPATH: 'docs',
    PYTHONDONTWRITEBYTECODE: '1',
  };
  const whole = `import json, engram_client\nquery = """${query}"""\nrun = "${api.seed.first}"\n${program}`;
  return (await promisify(execFile)(python!, ['-c', whole], { env })).stdout.trim();
}

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
