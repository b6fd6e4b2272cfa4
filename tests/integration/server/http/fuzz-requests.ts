import { Rng } from '@engram/core';
import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';

export interface FuzzRequest {
  query: string;
  variables: Record<string, unknown>;
}

/** Values of the wrong type, size, shape or alphabet, as they stand in JSON. */
const hostile: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1e308, -1e308, 5e-324],
  ...[
    '',
    ' ',
    '\u0000',
    '\ud800',
    '\udfff\ud800',
    '\u202e',
    '💥',
    'a'.repeat(3_000),
    '%00',
    '../..',
    "'; --",
    'NaN',
    '{}',
  ],
  ...[
    'Infinity',
    '__proto__',
    'constructor',
    '0'.repeat(64),
    btoa('Run:x'),
    btoa('[]'),
    btoa('Score:x:-1'),
    '1e400',
    '-',
  ],
  ...[{}, [], [[]], [null], { a: 1 }, { run: null }, { __proto__: 1 }],
];
const literals: readonly string[] = [
  ...[
    'null',
    'true',
    '0',
    '-1',
    '1.5',
    '2147483648',
    '99999999999999999999',
    '1e400',
    '-1e400',
    '1e308',
    '""',
    '"""\n"""',
  ],
  ...[
    '"\\u0000"',
    '"\\ud800"',
    'SOME',
    '[]',
    '[[]]',
    '{}',
    '{a: 1}',
    '$undefined',
    '[null]',
    '"x"',
    '[1 2 3]',
  ],
];

/**
 * Requests over a whole schema, the same for a seed: fields with arguments that fit, that nearly fit and that do not, as literals
 * and as variables, with selections three levels deep. `known` are texts that name things which exist.
 */
export class RequestFuzz {
  private readonly rng: Rng;
  private variables: Record<string, unknown> = {};
  private declared: string[] = [];

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly known: readonly string[],
    seed: number,
  ) {
    this.rng = Rng.fromSeed(seed);
  }

  next(operation: 'query' | 'mutation' | 'subscription'): FuzzRequest {
    this.variables = {};
    this.declared = [];
    const root = {
      query: this.schema.getQueryType(),
      mutation: this.schema.getMutationType(),
      subscription: this.schema.getSubscriptionType(),
    }[operation]!;
    const field = this.pick(Object.values(root.getFields()));
    const selected = this.field(field, 3);
    const declared = this.declared.length > 0 ? `(${this.declared.join(', ')})` : '';
    return { query: `${operation}${declared} { ${selected} }`, variables: this.variables };
  }

  private field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const given = field.args.flatMap((argument) => {
      if (!isNonNullType(argument.type) && this.chance(0.4)) return [];
      return [`${argument.name}: ${this.value(argument.type)}`];
    });
    const args = given.length > 0 ? `(${given.join(', ')})` : '';
    return `${field.name}${args}${this.selection(field.type, depth)}`;
  }

  private selection(type: GraphQLOutputType, depth: number): string {
    const named = getNamedType(type);
    if (!isCompositeType(named)) return '';
    const fields = isObjectType(named) || isInterfaceType(named) ? Object.values(named.getFields()) : [];
    const fitting = fields.filter(
      (one) =>
        depth > 1 ||
        (!isCompositeType(getNamedType(one.type)) && !one.args.some(({ type: of }) => isNonNullType(of))),
    );
    const chosen = fitting.filter(() => this.chance(0.4)).slice(0, 6);
    const names = new Map(chosen.map((one) => [one.name, this.field(one, depth - 1)]));
    return ` { __typename ${[...names.values()].join(' ')} }`;
  }

  /** A value as a literal, or as a variable that is declared for it. */
  private value(type: GraphQLInputType): string {
    if (this.chance(0.15)) return this.pick(literals);
    if (this.chance(0.4)) {
      const name = `v${this.declared.length}`;
      const declared = this.chance(0.3) && isNonNullType(type) ? String(type.ofType) : String(type);
      this.declared.push(`$${name}: ${declared}`);
      if (this.chance(0.9)) this.variables[name] = this.json(type, 3);
      return `$${name}`;
    }
    return literalOf(this.json(type, 3));
  }

  /** A value that fits a type, or, now and then at every level, one that does not. */
  private json(type: GraphQLInputType, depth: number): unknown {
    if (this.chance(0.12)) return this.pick(hostile);
    if (isNonNullType(type)) return this.json(type.ofType as GraphQLInputType, depth);
    if (isListType(type))
      return Array.from({ length: this.pick([0, 1, 2, 2, 3, 21]) }, () =>
        this.json(type.ofType as GraphQLInputType, depth - 1),
      );
    if (isEnumType(type)) return new Enum(this.pick(type.getValues()).name);
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        ({ type: of }) => isNonNullType(of) || (depth > 0 && this.chance(0.25)),
      );
      return Object.fromEntries(fields.map((one) => [one.name, this.json(one.type, depth - 1)]));
    }
    switch (type.name) {
      case 'Int':
        return this.pick([0, 1, 2, 5, 20, 50, 100, 101, 1_000, 2 ** 31 - 1, -(2 ** 31)]);
      case 'Float':
        return this.pick([0, 0.5, 1, 5, 50, 100, 100.1, -1, 1e-300, 1e300]);
      case 'Boolean':
        return this.chance(0.5);
      default:
        return this.pick(this.chance(0.8) ? this.known : hostile);
    }
  }

  private pick<T>(values: readonly T[]): T {
    return values[this.rng.integer(values.length)]!;
  }

  private chance(probability: number): boolean {
    return this.rng.chance(probability);
  }
}

/** A name of an enum: a word in a document, a text in JSON. */
class Enum {
  constructor(readonly name: string) {}

  toJSON(): string {
    return this.name;
  }
}

function literalOf(value: unknown): string {
  if (value instanceof Enum) return value.name;
  if (Array.isArray(value)) return `[${value.map(literalOf).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([name, member]) => `${name}: ${literalOf(member)}`)
      .join(', ')}}`;
  return JSON.stringify(value);
}
