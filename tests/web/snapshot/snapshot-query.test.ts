import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { parseSelection, snapshotAddress } from '../../../web/src/address/snapshot-address.ts';
import {
  queryHint,
  selectionQuery,
  snapshotQuery,
} from '../../../web/src/features/snapshot/snapshot-query.ts';

const hash = 'a'.repeat(64);
const run = '0f0e0d0c-0b0a-4908-8706-050403020100';
const other = '1f0e0d0c-0b0a-4908-8706-050403020100';
const schema = buildSchema(readFileSync('server/schema.graphql', 'utf8'));

const cited = (search: string) => parseSelection(new URLSearchParams(search))!;
const searches = [
  `run=${run}`,
  `run=${run}&class=3,4&from=-0.5&percentile=90&stable=0.5&fdr=0.05&roles=shared&identifiable=yes`,
  `run=${run}&agree=${other}&top=10&least=1&tags=odd,"quoted"} { x`,
  `run=${run}&against=${other}&yfrom=0.1&yto=0.2&order=value-asc`,
];

describe('what a snapshot is asked for by GraphQL', () => {
  it('is a query that the schema takes, pinned to the hash', () => {
    expect(validate(schema, parse(snapshotQuery(hash)))).toEqual([]);
    expect(snapshotQuery(hash)).toContain(hash);
  });

  it.each(searches)('is valid for the selection %s', (search) => {
    const query = selectionQuery(hash, cited(search));
    expect(validate(schema, parse(query))).toEqual([]);
    expect(query).toContain(hash);
  });

  it('asks for the datapoints that pass the filters', () => {
    const query = selectionQuery(hash, cited(searches[1]!));
    expect(query).toContain(
      `{ run: "${run}", classes: [3, 4], value: { gte: -0.5 }, percentile: { gte: 90 }, topFraction: { gte: 0.5 }, fdr: { lte: 0.05 }, roles: ["shared"], identifiable: true }`,
    );
    const second = selectionQuery(hash, cited(searches[3]!));
    expect(second).toContain(`and: [{ run: "${other}", value: { gte: 0.1, lte: 0.2 } }]`);
  });
});

it('says what it leaves out that GraphQL cannot ask for', () => {
  const lasso = `run=${run}&against=${other}&lasso=0,0~1,0~1,1`;
  expect(queryHint(cited(lasso))).toMatch(/leaves out the lasso/);
  const onMap = `run=${run}&map=1&maplasso=0,0~1,0~1,1&commented=1`;
  expect(queryHint(cited(onMap))).toMatch(/leaves out the lasso over the map and the comments,/);
  for (const selection of [...searches.map(cited), null]) expect(queryHint(selection)).toBe('');
});

describe('the address of a selection', () => {
  it.each(searches)('is read back as it was: %s', (search) => {
    const selection = cited(search);
    const address = snapshotAddress(hash, selection);
    expect(cited(address.split('?')[1]!)).toEqual(selection);
  });

  it('needs a run', () => {
    expect(parseSelection(new URLSearchParams('class=3'))).toBeNull();
    expect(snapshotAddress(hash)).toBe(`/s/${hash}`);
  });
});
