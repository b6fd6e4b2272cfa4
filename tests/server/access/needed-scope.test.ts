import { parse, type OperationDefinitionNode } from 'graphql';
import { expect, it } from 'vitest';
import { neededScope } from '../../../server/src/access/needed-scope.ts';
import { createSchema } from '../../../server/src/schema.ts';

/** What adds to what was measured and changes none of it. */
const annotating = [
  'addComment',
  'addRunTags',
  'addTags',
  'amendSnapshot',
  'archiveRun',
  'createSnapshot',
  'editComment',
  'removeComment',
  'removeRunTags',
  'removeTags',
  'removeView',
  'renameRun',
  'renameView',
  'saveView',
];

it('lets the scope annotate add notes and publish snapshots, and do nothing else', () => {
  const schema = createSchema();
  const scopeOf = (name: string) => {
    const document = parse(`mutation { ${name} { __typename } }`);
    return neededScope(schema, document, document.definitions[0] as OperationDefinitionNode);
  };
  const names = Object.keys(schema.getMutationType()!.getFields());
  expect(names.filter((name) => scopeOf(name) === 'annotate').sort()).toEqual(annotating);
  expect(new Set(names.map(scopeOf))).toEqual(new Set(['annotate', 'runs:write']));
});
