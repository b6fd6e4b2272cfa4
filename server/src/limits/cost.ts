import {
  getArgumentValues,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { FieldWork } from './field-work.ts';
import { largestLookUp, largestPage } from './sizes.ts';

/** Objects one query may ask for. 1,000 datapoints with their scores in 10 runs and what these belong to fit in. */
export const highestCost = 50_000;

/** Length assumed of a list whose size no argument bounds. */
const assumedLength = 10;
/** Arguments that bound a list: by their value, or by their own length. */
const sizeArguments = ['first', 'last'] as const;
const listArguments = ['indices', 'contentHashes', 'ids', 'runs', 'datapoints'] as const;

export interface CostRequest {
  schema: GraphQLSchema;
  operation: OperationDefinitionNode;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  variables: Readonly<Record<string, unknown>>;
}

/**
 * Number of objects that an operation can return at most, where lists without a bound count as 10, and the work of its fields
 * beside them. Known before anything is executed. Lists inside a connection (`edges`, `nodes`) are as long as its page.
 */
export function costOf({ schema, operation, fragments, variables }: CostRequest): number {
  const measured = new Map<string, number>();

  const ofSet = (set: SelectionSetNode, type: GraphQLNamedType): number =>
    set.selections.reduce((sum, selection) => {
      if (selection.kind === Kind.FIELD) return sum + ofField(selection, type);
      if (selection.kind === Kind.FRAGMENT_SPREAD) return sum + ofFragment(selection.name.value);
      const narrowed = selection.typeCondition && schema.getType(selection.typeCondition.name.value);
      return sum + ofSet(selection.selectionSet, narrowed ?? type);
    }, 0);

  const ofFragment = (name: string): number => {
    const known = measured.get(name);
    if (known !== undefined) return known;
    measured.set(name, 0);
    const fragment = fragments.get(name);
    const type = fragment && schema.getType(fragment.typeCondition.name.value);
    const cost = fragment && type ? ofSet(fragment.selectionSet, type) : 0;
    measured.set(name, cost);
    return cost;
  };

  const ofField = (node: FieldNode, parent: GraphQLNamedType): number => {
    const field =
      isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[node.name.value] : undefined;
    if (!field) return 0;
    const type = getNamedType(field.type);
    const values = field.args.length > 0 ? valuesOf(field, node, variables) : {};
    const work = (field.extensions.work as FieldWork | undefined)?.(values) ?? 0;
    if (!isCompositeType(type)) return work;
    const inner = node.selectionSet ? ofSet(node.selectionSet, type) : 0;
    return work + lengthOf(field, values) * (1 + inner);
  };

  const root = schema.getRootType(operation.operation);
  return root ? ofSet(operation.selectionSet, root) : 0;
}

function lengthOf(field: GraphQLField<unknown, unknown>, values: Readonly<Record<string, unknown>>): number {
  // Beyond the largest page or look-up the resolver rejects, and says why.
  for (const name of sizeArguments)
    if (typeof values[name] === 'number') return Math.min(Math.max(0, values[name]), largestPage);
  for (const name of listArguments)
    if (Array.isArray(values[name])) return Math.min(values[name].length, largestLookUp);
  // The page is counted at the connection.
  const isInConnection = field.args.length === 0 && (field.name === 'edges' || field.name === 'nodes');
  return isList(field.type) && !isInConnection ? assumedLength : 1;
}

function valuesOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  variables: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  try {
    return getArgumentValues(field, node, variables);
  } catch {
    // A value of the wrong type is rejected with its own message when the query is executed.
    return {};
  }
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}
