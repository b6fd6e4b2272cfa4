import { readFileSync } from 'node:fs';
import { isEnumType, isInputObjectType, isInterfaceType, isObjectType, isSpecifiedScalarType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createSchema, schemaText } from '../../server/src/schema.ts';

const schema = createSchema();
const ownTypes = Object.values(schema.getTypeMap()).filter(
  (type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type),
);
const roots = new Set(['Query', 'Mutation', 'Subscription']);

/** `Type.member(argument)` of whatever lacks a description. */
function undescribed(): string[] {
  const missing: string[] = [];
  const check = (name: string, description: string | null | undefined): void => {
    if (!description?.trim()) missing.push(name);
  };
  for (const type of ownTypes) {
    if (!roots.has(type.name)) check(type.name, type.description);
    if (isEnumType(type))
      for (const value of type.getValues()) check(`${type.name}.${value.name}`, value.description);
    if (isObjectType(type) || isInterfaceType(type))
      for (const field of Object.values(type.getFields())) {
        check(`${type.name}.${field.name}`, field.description);
        for (const argument of field.args)
          check(`${type.name}.${field.name}(${argument.name})`, argument.description);
      }
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields()))
        check(`${type.name}.${field.name}`, field.description);
  }
  return missing;
}

describe('the emitted schema', () => {
  it('is up to date: after a change run `npm run schema -w server`', () => {
    expect(readFileSync(new URL('../../server/schema.graphql', import.meta.url), 'utf8')).toBe(schemaText());
  });

  it('describes every type, field, argument and value', () => {
    expect(ownTypes.length).toBeGreaterThan(25);
    expect(undescribed()).toEqual([]);
  });
});
