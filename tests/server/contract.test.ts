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
describe('the contract', () => {
  it('is served with the same names, types and defaults', () => {
    expect(contract.size).toBeGreaterThan(200);
    expect([...contract].filter(([name, type]) => served.get(name) !== type)).toEqual([]);
  });

  it('gets no new required argument of its fields, nor a required input field', () => {
    const required = [...served].filter(
      ([name, type]) =>
        !contract.has(name) &&
        type.endsWith('!') &&
        (contract.has(name.replace(/\(.*/, '')) || /(Filter|Input|Order|Range)\./.test(name)),
    );
    expect(required).toEqual([]);
  });
});
