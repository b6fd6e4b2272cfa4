import { getIntrospectionQuery, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { documentLimits } from '../../../server/src/limits/document-limits.ts';
import { createSchema } from '../../../server/src/schema.ts';

const schema = createSchema();
const messages = (query: string): string[] =>
  validate(schema, parse(query), [documentLimits]).map((error) => error.message);
const nested = (levels: number): string =>
  levels === 0 ? 'id' : `scores { run { dataset { classes { dataset { ${nested(levels - 1)} } } } } }`;

describe('document limits', () => {
  it('let the introspection of GraphiQL through', () => {
    expect(messages(getIntrospectionQuery({ descriptions: true, inputValueDeprecation: true }))).toEqual([]);
  });

  it('refuse a query that is too deep, also when fragments hide its depth', () => {
    const steps = Array.from(
      { length: 20 },
      (_, i) => `fragment F${i} on Run { dataset { classes { dataset { id ...G${i + 1} } } } }`,
    );
    expect(messages(`{ datapoint(dataset: "d", index: 1) { ${nested(4)} } }`)[0]).toMatch(
      /levels deep, and 16 are allowed/,
    );
    expect(
      messages(
        `{ run(id: "r") { ...F0 } } ${steps.join(' ').replaceAll('...G', '...F')} fragment F20 on Run { id }`,
      )[0],
    ).toMatch(/levels deep/);
  });

  it('refuse alias bombs', () => {
    const bomb = Array.from({ length: 31 }, (_, i) => `a${i}: datasets { id }`).join(' ');
    expect(messages(`{ ${bomb} }`)).toEqual([expect.stringContaining('31 aliases, and 30 are allowed')]);
  });

  it('count fragments at every use, in no time however they are nested', () => {
    const doubling = Array.from(
      { length: 60 },
      (_, i) => `fragment F${i} on Query { ...F${i + 1} ...F${i + 1} }`,
    );
    const started = performance.now();
    const found = messages(`{ ...F0 } ${doubling.join(' ')} fragment F60 on Query { methods { key } }`);
    expect(found).toEqual([expect.stringMatching(/selects .* fields, and 1000 are allowed/)]);
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  it('survive a fragment that contains itself', () => {
    expect(messages('{ ...F } fragment F on Query { datasets { id } ...F }')).toEqual([]);
  });
});
