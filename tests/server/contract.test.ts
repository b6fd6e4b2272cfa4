import { readFileSync } from 'node:fs';
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLSchema,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { createSchema } from '../../server/src/schema.ts';

/** What the contract names and the server does not serve yet. It can only shrink. */
const notServedYet = [
  'Query.snapshot',
  'Mutation.createSnapshot',
  'Datapoint.neighbours',
  'Neighbour',
  'Snapshot',
  'SnapshotPayload',
];

/** Every member of a schema with its type: `Run.name` → `String!`, `scores(first)` → `Int`, values and types → themselves. */
function members(schema: GraphQLSchema): Map<string, string> {
  const found = new Map<string, string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith('__') || isSpecifiedScalarType(type)) continue;
    found.set(type.name, type.constructor.name);
    if (isEnumType(type))
      for (const value of type.getValues()) found.set(`${type.name}.${value.name}`, 'value');
    if (isObjectType(type) || isInterfaceType(type)) {
      for (const one of type.getInterfaces()) found.set(`${type.name} implements ${one.name}`, 'interface');
      for (const field of Object.values(type.getFields())) {
        found.set(`${type.name}.${field.name}`, String(field.type));
        for (const argument of field.args)
          found.set(`${type.name}.${field.name}(${argument.name})`, typed(argument));
      }
    }
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields()))
        found.set(`${type.name}.${field.name}`, typed(field));
  }
  return found;
}

function typed(member: { type: unknown; defaultValue?: unknown }): string {
  const { type, defaultValue } = member;
  return defaultValue === undefined ? String(type) : `${String(type)} = ${JSON.stringify(defaultValue)}`;
}

const contract = members(buildSchema(readFileSync(new URL('./contract.graphql', import.meta.url), 'utf8')));
const served = members(createSchema());
const isExcused = (name: string): boolean =>
  notServedYet.some(
    (one) =>
      name === one || name.startsWith(`${one}.`) || name.startsWith(`${one}(`) || name.startsWith(`${one} `),
  );

describe('the contract', () => {
  const due = [...contract].filter(([name]) => !isExcused(name));

  it('is served with the same names, types and defaults', () => {
    expect(due.length).toBeGreaterThan(150);
    expect(due.filter(([name, type]) => served.get(name) !== type)).toEqual([]);
  });

  it('gets no new required argument or input field', () => {
    const required = [...served].filter(
      ([name, type]) =>
        !contract.has(name) &&
        type.endsWith('!') &&
        (name.includes('(') || /(Filter|Input|Order|Range)\./.test(name)),
    );
    expect(required).toEqual([]);
  });

  it('lists as not served only what is in the contract and not in the schema', () => {
    console.info(`not served yet (${notServedYet.length}): ${notServedYet.join(', ')}`);
    expect(notServedYet.filter((name) => !contract.has(name) || served.has(name))).toEqual([]);
  });
});
