import { readFileSync } from 'node:fs';
import { buildSchema, isInputObjectType, isListType, isObjectType, getNullableType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { withApi } from '../api.ts';

const api = withApi();
const runOf = () => api.seed.first;
const many = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

interface Case {
  /** Type and argument or input field. */
  list: string;
  most: number;
  query: string;
  variables: (count: number) => Record<string, unknown>;
}

const filtered = 'query($filter: ScoreFilter!) { scores(filter: $filter, first: 1) { nodes { id } } }';
const filter = (list: string, most: number, member: (count: number) => object): Case => ({
  list: `ScoreFilter.${list}`,
  most,
  query: filtered,
  variables: (count) => ({ filter: { run: runOf(), ...member(count) } }),
});
const lookUp = (list: string, type: string, one: unknown): Case => ({
  list: `Query.datapoints(${list})`,
  most: 1_000,
  query: `query($list: [${type}!]) { datapoints(dataset: "digits", ${list}: $list) { id } }`,
  variables: (count) => ({ list: many(count, one) }),
});

const datapoint = () => Buffer.from(`Datapoint:${api.seed.dataset.id}:1`).toString('base64');
const tagging = (field: 'addTags' | 'removeTags', list: 'datapoints' | 'tags', most: number): Case => ({
  list: `Mutation.${field}(${list})`,
  most,
  query: `mutation($datapoints: [ID!]!, $tags: [String!]!) { ${field}(datapoints: $datapoints, tags: $tags) { changedCount } }`,
  variables: (count) => ({
    datapoints: many(list === 'datapoints' ? count : 1, datapoint()),
    tags: many(list === 'tags' ? count : 1, 'odd'),
  }),
});

const runTagging = (field: 'addRunTags' | 'removeRunTags'): Case => ({
  list: `Mutation.${field}(tags)`,
  most: 50,
  query: `mutation($id: ID!, $tags: [String!]!) { ${field}(id: $id, tags: $tags) { run { id } } }`,
  variables: (count) => ({ id: runOf(), tags: many(count, 'odd') }),
});

const cases: Case[] = [
  filter('classes', 1_000, (count) => ({ classes: many(count, 1) })),
  filter('roles', 1_000, (count) => ({ roles: many(count, 'shared') })),
  filter('indices', 1_000, (count) => ({ indices: many(count, 1) })),
  filter('contentHashes', 1_000, (count) => ({ contentHashes: many(count, 'x') })),
  filter('tags', 1_000, (count) => ({ tags: many(count, 'odd') })),
  tagging('addTags', 'datapoints', 1_000),
  tagging('addTags', 'tags', 50),
  tagging('removeTags', 'datapoints', 1_000),
  tagging('removeTags', 'tags', 50),
  runTagging('addRunTags'),
  runTagging('removeRunTags'),
  // The filter itself is one of fifty.
  filter('and', 49, (count) => ({ and: many(count, { run: runOf() }) })),
  filter('or', 49, (count) => ({ or: many(count, { run: runOf() }) })),
  {
    ...filter('agreement', 20, (count) => ({
      agreement: { runs: many(count, runOf()), topPercent: 5, minRuns: 1 },
    })),
    list: 'AgreementFilter.runs',
  },
  lookUp('indices', 'Int', 1),
  lookUp('contentHashes', 'String', 'x'),
  {
    list: 'Query.nodes(ids)',
    most: 100,
    query: 'query($ids: [ID!]!) { nodes(ids: $ids) { id } }',
    variables: (count) => ({ ids: many(count, Buffer.from(`Run:${runOf()}`).toString('base64')) }),
  },
  {
    list: 'Query.disagreements(classes)',
    most: 1_000,
    query:
      'query($a: ID!, $b: ID!, $classes: [Int!]) { disagreements(a: $a, b: $b, classes: $classes) { count } }',
    variables: (count) => ({ a: runOf(), b: api.seed.second, classes: many(count, 1) }),
  },
  {
    list: 'Datapoint.scores(runs)',
    most: 1_000,
    query: 'query($runs: [ID!]) { datapoint(dataset: "digits", index: 1) { scores(runs: $runs) { id } } }',
    variables: (count) => ({ runs: many(count, runOf()) }),
  },
];

/** Its runs must differ, so that its limit is tested beside it. */
const elsewhere = /^Query\.agreement\(runs\)$|snapshot|neighbour/i;

describe('a list of an argument', () => {
  it.each(cases)(
    '$list takes $most entries, and refuses one more by name',
    async ({ most, query, variables }) => {
      await api.get(query, variables(most));
      const { message, extensions } = await api.refusal(query, variables(most + 1));
      expect(['INVALID_ARGUMENT', 'LIMIT_EXCEEDED']).toContain(extensions.code);
      expect(message).toMatch(/at most|takes/);
    },
  );

  it('is in this test, whichever it is', () => {
    const schema = buildSchema(
      readFileSync(new URL('../../../../server/schema.graphql', import.meta.url), 'utf8'),
    );
    const lists = Object.values(schema.getTypeMap()).flatMap((type) => {
      if (type.name.startsWith('__')) return [];
      if (isInputObjectType(type))
        return Object.values(type.getFields())
          .filter((field) => isListType(getNullableType(field.type)))
          .map((field) => `${type.name}.${field.name}`);
      if (!isObjectType(type)) return [];
      return Object.values(type.getFields()).flatMap((field) =>
        field.args
          .filter((argument) => isListType(getNullableType(argument.type)))
          .map((argument) => `${type.name}.${field.name}(${argument.name})`),
      );
    });
    const tested = new Set(cases.map((one) => one.list));
    expect(lists.length).toBeGreaterThan(8);
    expect(lists.filter((list) => !tested.has(list) && !elsewhere.test(list))).toEqual([]);
  });
});
