import { readFileSync } from 'node:fs';
import { Client, fetchExchange, gql } from '@urql/core';
import {
  buildSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type SelectionNode,
} from 'graphql';
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

const textOf = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const schema = buildSchema(textOf('server/schema.graphql'));

/** Where a document asks for fields of a thing that has an id, and not for its id: the cache would warn, and keep it nowhere. */
function withoutId(text: string): string[] {
  const types = new TypeInfo(schema);
  const found: string[] = [];
  const document = parse(text);
  const fragments = new Map(
    document.definitions.flatMap((one) => (one.kind === 'FragmentDefinition' ? [[one.name.value, one]] : [])),
  );
  const asksForId = (selections: readonly SelectionNode[]): boolean =>
    selections.some((one) => {
      if (one.kind === 'Field') return one.name.value === 'id' && one.alias === undefined;
      const set = one.kind === 'InlineFragment' ? one : fragments.get(one.name.value)!;
      return asksForId(set.selectionSet.selections);
    });
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const type = getNamedType(types.getType());
        if (!node.selectionSet || !isCompositeType(type) || !('getFields' in type)) return;
        if ('id' in type.getFields() && !asksForId(node.selectionSet.selections))
          found.push(`${node.name.value}: ${type.name}`);
      },
    }),
  );
  return found;
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
    const text = textOf('web/src/graphql/normalised-cache.ts');
    const without = Object.values(schema.getTypeMap())
      .filter((type) => isObjectType(type) && !('id' in type.getFields()))
      .map(({ name }) => name)
      .filter((name) => !/^__|Payload$|^(Query|Mutation|Subscription|RateLimit)$/.test(name));
    expect(without.filter((name) => !text.includes(`'${name}'`))).toEqual([]);
  });

  it('is given the id of everything that has one, by every document of the pages', () => {
    const documents: string[] = Object.values(JSON.parse(textOf('server/persisted-documents.json')));
    expect(documents.length).toBeGreaterThan(40);
    const missing = documents.flatMap((text) =>
      withoutId(text).map((where) => `${/^\w+ (\w+)/.exec(text)![1]}: ${where}`),
    );
    expect(missing).toEqual([]);
  });
});
