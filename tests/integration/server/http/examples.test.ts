import { readFileSync } from 'node:fs';
import { sha256 } from '@engram/store';
import { Kind, parse, print } from 'graphql';
import { describe, expect, it } from 'vitest';
import { withApi } from '../api.ts';
import { seed } from '../seed.ts';

const api = withApi();
const text = readFileSync(new URL('../../../../server/examples.graphql', import.meta.url), 'utf8');
const operations = parse(text).definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);

describe('server/examples.graphql', () => {
  it('has operations with names, and words above each', () => {
    expect(operations.length).toBeGreaterThan(4);
    for (const { name } of operations) expect(text).toMatch(new RegExp(`# .+\\nquery ${name!.value}\\b`));
  });

  it('runs as it stands and finds something', async () => {
    const { first: run } = await seed(api.store, 'mnist');
    const hashes = [sha256('mnist 1'), sha256('mnist 2')];
    const variables = { run, dataset: 'mnist', hashes };
    for (const operation of operations) {
      const wanted = (operation.variableDefinitions ?? []).map((one) => one.variable.name.value);
      const given = Object.fromEntries(Object.entries(variables).filter(([name]) => wanted.includes(name)));
      const data = await api.get<object>(print(operation), given);
      expect(JSON.stringify(data)).toMatch(/"(value|name|counts)":/);
    }
  });
});
