import { DomainError } from '@engram/core';
import {
  Kind,
  type ASTVisitor,
  type DocumentNode,
  type FloatValueNode,
  type FragmentDefinitionNode,
  type IntValueNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';
import { limitError, operationError } from './limit-error.ts';
import { bulkHint } from './rate-limit.ts';

/** Deepest selection: introspection as GraphiQL sends it needs 15. */
const deepestSelection = 16;
const maxAliases = 30;
/** Fields a document may select, with those of fragments counted at every use. */
const maxFields = 1_000;

interface Size {
  depth: number;
  aliases: number;
  fields: number;
}

/** Rejects documents that are too deep, that ask for too much at once by aliases and fragments, or that hold numbers beyond those of floats. */
export function documentLimits(context: ValidationContext): ASTVisitor {
  const number = (node: IntValueNode | FloatValueNode): void => {
    if (Number.isFinite(Number(node.value))) return;
    const message = `The number ${node.value.slice(0, 20)} is too large: numbers lie below 1.8e308.`;
    context.reportError(operationError(new DomainError('INVALID_ARGUMENT', message), [node]));
  };
  return {
    IntValue: number,
    FloatValue: number,
    Document(document) {
      for (const message of excesses(document)) context.reportError(limitError(message));
    },
  };
}

function excesses(document: DocumentNode): string[] {
  const { depth, aliases, fields } = largest(document);
  const messages: string[] = [];
  if (depth > deepestSelection)
    messages.push(
      `The query is ${depth} levels deep, and ${deepestSelection} are allowed. Fetch the inner objects by their ids. ${bulkHint}`,
    );
  if (aliases > maxAliases)
    messages.push(
      `The query has ${aliases} aliases, and ${maxAliases} are allowed. Look up many objects by 'nodes', 'datapoints' or a filter. ${bulkHint}`,
    );
  if (fields > maxFields)
    messages.push(
      `The query selects ${fields} fields, and ${maxFields} are allowed. Split it into several queries. ${bulkHint}`,
    );
  return messages;
}

/** The largest sizes over all operations. Each fragment is measured once, so that nesting them costs no time. */
function largest(document: DocumentNode): Size {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const measured = new Map<string, Size>();
  const nothing: Size = { depth: 0, aliases: 0, fields: 0 };

  const ofFragment = (name: string): Size => {
    const known = measured.get(name);
    if (known) return known;
    // A fragment within itself counts as nothing here; GraphQL's own rule rejects it.
    measured.set(name, nothing);
    const fragment = fragments.get(name);
    const size = fragment ? ofSet(fragment.selectionSet) : nothing;
    measured.set(name, size);
    return size;
  };
  const ofSet = (set: SelectionSetNode | undefined): Size => {
    const total = { ...nothing };
    for (const selection of set?.selections ?? []) {
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? ofFragment(selection.name.value)
          : ofSet(selection.selectionSet);
      const isField = selection.kind === Kind.FIELD;
      total.depth = Math.max(total.depth, inner.depth + (isField ? 1 : 0));
      total.aliases += inner.aliases + (isField && selection.alias ? 1 : 0);
      total.fields += inner.fields + (isField ? 1 : 0);
    }
    return total;
  };
  const sizes = document.definitions.map((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? ofSet(definition.selectionSet) : nothing,
  );
  return {
    depth: Math.max(0, ...sizes.map((size) => size.depth)),
    aliases: Math.max(0, ...sizes.map((size) => size.aliases)),
    fields: Math.max(0, ...sizes.map((size) => size.fields)),
  };
}
