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
      /may return \d+ objects, and 50000 are allowed/,
    );
  });
});
