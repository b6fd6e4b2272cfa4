import { getOperationAST, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { checkedCost } from '../../../server/src/limits/cost-limit.ts';
import { costOf, highestCost } from '../../../server/src/limits/cost.ts';
import { createSchema } from '../../../server/src/schema.ts';

const schema = createSchema();

function cost(query: string, variables: Record<string, unknown> = {}): number {
  const operation = getOperationAST(parse(query))!;
  return costOf({ schema, operation, fragments: new Map(), variables });
}

describe('the cost of a query', () => {
  it('is the number of objects it may return', () => {
    expect(cost('{ dataset(slug: "a") { id name } }')).toBe(1);
    expect(cost('{ datapoints(dataset: "a", indices: [1, 2, 3]) { index } }')).toBe(3);
    expect(cost('{ datapoints(dataset: "a", indices: [1, 2, 3]) { scores { value run { id } } } }')).toBe(
      3 * (1 + 10 * 2),
    );
  });

  it('counts the objects of a connection once a page, by literal or variable', () => {
    const query =
      'query($n: Int) { scores(filter: { run: "r" }, first: $n) { nodes { datapoint { index } } } }';
    expect(cost(query, { n: 20 })).toBe(20 * 3);
    expect(cost(query.replace('$n)', '50)'), { n: 20 })).toBe(50 * 3);
  });

  it.each([
    ['a histogram with its bins', '{ scoreHistogram(filter: { run: "r" }, bins: 1000) { counts } }', 1_000],
    ['20 runs compared pair by pair', '{ agreement(runs: $runs) { k } }', 10_000],
    [
      'a filter by agreement',
      '{ scores(first: 1, filter: { run: "r", agreement: { runs: $runs, topPercent: 5, minRuns: 1 } }) { totalCount } }',
      2_000,
    ],
    ['a table of the runs of a snapshot', '{ snapshot(hash: "h") { latexTable(top: 100) } }', 5_000],
    ['scores whose mean is taken', '{ scores(first: 1, filter: { run: "r" }) { meanValue } }', 100],
    ['scores that are counted', '{ scores(first: 1, filter: { run: "r" }) { totalCount } }', 100],
    [
      'two runs ranked against each other',
      '{ disagreements(a: "a", b: "b") { count byClass { percentileA } } }',
      1_000,
    ],
    [
      'runs that are hashed',
      'mutation { createSnapshot(runs: $runs, title: "t") { snapshot { hash } } }',
      10_000,
    ],
    ['curves of encoders', '{ run(id: "r") { encoders(first: 100) { lossHistory } } }', 200],
    [
      'a long list in a filter',
      '{ scores(first: 1, filter: { run: "r", contentHashes: $runs, tags: $runs }) { totalCount } }',
      140,
    ],
  ])('counts the work of %s', (_what, query, least) => {
    const runs = Array.from({ length: 20 }, (_, at) => String(at));
    const asked = query.startsWith('mutation')
      ? query.replace('mutation', 'mutation($runs: [ID!]!)')
      : `query($runs: [ID!]!) ${query}`;
    expect(cost(asked, { runs })).toBeGreaterThanOrEqual(least);
    expect(cost(asked, { runs })).toBeLessThan(highestCost);
  });

  it('of 48 filters by the agreement of 20 runs is higher than is allowed', () => {
    const agreement = { runs: Array.from({ length: 20 }, (_, at) => String(at)), topPercent: 5, minRuns: 2 };
    const filter = { run: 'r', or: Array.from({ length: 48 }, () => ({ run: 'r', agreement })) };
    const query = 'query($filter: ScoreFilter!) { scores(filter: $filter, first: 1) { totalCount } }';
    expect(cost(query, { filter })).toBeGreaterThan(highestCost);
    const inline = JSON.stringify(filter).replaceAll(/"(\w+)":/g, '$1:');
    expect(cost(query.replace('($filter: ScoreFilter!)', '').replace('$filter', inline))).toBeGreaterThan(
      highestCost,
    );
  });

  it('counts the runs of ensembles in full, so that runs of ensembles of runs end at the limit', () => {
    expect(cost('{ ensemble(id: "e") { runs { name } } }')).toBe(1 + 100);
    expect(cost('{ ensembles(first: 100) { nodes { runs { ensemble { name } } } } }')).toBe(
      100 * (2 + 100 * 2),
    );
    const nested = '{ ensemble(id: "e") { runs { ensemble { runs { ensemble { runs { name } } } } } } }';
    expect(cost(nested)).toBeGreaterThan(highestCost);
  });

  it('asks nothing for introspection', () => {
    expect(cost('{ __schema { types { fields { name } } } }')).toBe(0);
  });

  it('lets a full look-up with scores pass, and refuses nested lists beyond the limit', () => {
    const indices = Array.from({ length: 1_000 }, (_, i) => i);
    const lookUp =
      'query($i: [Int!]) { datapoints(dataset: "a", indices: $i) { scores { value run { name dataset { name } } } } }';
    expect(cost(lookUp, { i: indices })).toBeLessThan(highestCost);
    const nested = lookUp.replace('dataset { name }', 'dataset { classes { name } }');
    const document = parse(nested);
    expect(() => checkedCost(schema, document, getOperationAST(document)!, { i: indices })).toThrow(
      /costs \d+ objects, and 50000 are allowed/,
    );
  });
});
