import { readFileSync } from 'node:fs';
import { Client, fetchExchange, gql } from '@urql/core';
import { buildSchema, isObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { normalisedCache } from '../../../web/src/graphql/normalised-cache.ts';

/** A client whose API answers in turn, and how often it was asked. */
function clientOf(answers: object[]) {
  let asked = 0;
  const client = new Client({
    url: 'http://localhost/graphql',
    preferGetMethod: false,
    exchanges: [normalisedCache(), fetchExchange],
    fetch: async () => new Response(JSON.stringify({ data: answers[asked++] })),
  });
  return { client, asked: () => asked };
}

describe('the cache of a page', () => {
  it('knows everywhere what one answer said of a run', async () => {
    const run = { __typename: 'Run', id: 'a', name: 'first' };
    const { client, asked } = clientOf([{ run }, { node: { ...run, name: 'renamed' } }]);
    const byRun = gql('query { run(id: "a") { id name } }');
    expect((await client.query(byRun, {}).toPromise()).data).toEqual({ run: { id: 'a', name: 'first' } });
    await client.query(gql('query { node(id: "a") { id ... on Run { name } } }'), {}).toPromise();
    const again = await client.query(byRun, {}).toPromise();
    expect(again.data).toEqual({ run: { id: 'a', name: 'renamed' } });
    expect(asked()).toBe(2);
  });

  it('keeps apart what two runs say of themselves without an id', async () => {
    const of = (id: string, meanScore: number) => ({
      run: { __typename: 'Run', id, summary: { __typename: 'RunSummary', meanScore } },
    });
    const { client } = clientOf([of('a', 1), of('b', 2)]);
    const query = gql('query($id: ID!) { run(id: $id) { id summary { meanScore } } }');
    for (const id of ['a', 'b']) await client.query(query, { id }).toPromise();
    const again = await client.query(query, { id: 'a' }).toPromise();
    expect(again.data).toEqual({ run: { id: 'a', summary: { meanScore: 1 } } });
  });

  it('is told of every type without an id that a query can reach', () => {
    const schema = buildSchema(
      readFileSync(new URL('../../../server/schema.graphql', import.meta.url), 'utf8'),
    );
    const text = readFileSync(
      new URL('../../../web/src/graphql/normalised-cache.ts', import.meta.url),
      'utf8',
    );
    const without = Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type) && !('id' in type.getFields()))
      .map(({ name }) => name)
      .filter((name) => !/^__|Payload$|^(Query|Mutation|Subscription|RateLimit)$/.test(name));
    expect(without.filter((name) => !text.includes(`'${name}'`))).toEqual([]);
  });
});
