import { scopeIncludes, tokenScopes, type TokenScope } from '@engram/core';
import {
  Kind,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** What a mutation needs that says nothing of its own by `@Extensions(annotates)`. */
const ofMutations: TokenScope = 'runs:write';

/** For mutations that add to what was measured and change none of it: tags, comments, saved views, snapshots. */
export const annotates = { scope: 'annotate' satisfies TokenScope };

/** The scope that a token must have for an operation: the largest of its fields. */
export function neededScope(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): TokenScope {
  if (operation.operation !== 'mutation') return 'read';
  const fields = schema.getMutationType()?.getFields() ?? {};
  const scopes = rootFields(document, operation.selectionSet).map((name) =>
    scopeOf(fields[name]?.extensions.scope),
  );
  return scopes.reduce((most, one) => (scopeIncludes(one, most) ? one : most), 'read');
}

function scopeOf(said: unknown): TokenScope {
  return tokenScopes.find((scope) => scope === said) ?? ofMutations;
}

/** Names of the fields that an operation selects of its root, through fragments too. */
function rootFields(document: DocumentNode, root: SelectionSetNode): string[] {
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one.selectionSet]] : [],
    ),
  );
  const entered = new Set<string>();
  const namesOf = (set: SelectionSetNode | undefined): string[] =>
    (set?.selections ?? []).flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection.name.value];
      if (selection.kind === Kind.INLINE_FRAGMENT) return namesOf(selection.selectionSet);
      const name = selection.name.value;
      if (entered.has(name)) return [];
      entered.add(name);
      return namesOf(fragments.get(name));
    });
  return namesOf(root);
}
