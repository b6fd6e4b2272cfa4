import { z } from 'zod';

/** One value that a configuration can be given by name, as `--set views=20` does; read off the schema. */
export interface ConfigSetting {
  /** The last word of the path where no other setting ends in it; otherwise the path with dots, unless it stands highest. */
  readonly name: string;
  /** Members from the configuration's root to the value. */
  readonly path: readonly string[];
  readonly kind: 'number' | 'boolean' | 'text' | 'choice' | 'choices' | 'numbers' | 'texts';
  /** What a choice, or each of several, can be; empty for other kinds. */
  readonly choices: readonly string[];
  /** Keys of the variant of its parent that has the setting, such as `simclr` for a temperature; null where every one has it. */
  readonly variants: readonly string[] | null;
  /** The variant that its parent has when it names none; null where it must name one. */
  readonly defaultVariant: string | null;
  /** Whether it chooses the variant of its parent, such as the method. */
  readonly isVariant: boolean;
}

type Unnamed = Omit<ConfigSetting, 'name'>;

/** Every setting of an object schema, in its order; lists of anything but numbers, choices and texts have none. */
export function settingsOf(schema: z.ZodType): ConfigSetting[] {
  const found = merged(walk(schema, []));
  return found.map((setting) => {
    const word = wordOf(setting.path);
    const isHighest = found.every(
      ({ path }) => path === setting.path || wordOf(path) !== word || path.length > setting.path.length,
    );
    return { name: isHighest ? word : setting.path.join('.'), ...setting };
  });
}

/** `method.key` is spoken of as the method. */
const wordOf = (path: readonly string[]): string => (path.at(-1) === 'key' ? path.at(-2)! : path.at(-1)!);

function walk(schema: z.ZodType, path: readonly string[]): Unnamed[] {
  const leaf = (kind: ConfigSetting['kind'], choices: readonly string[] = []): Unnamed[] => [
    { path, kind, choices, variants: null, defaultVariant: null, isVariant: false },
  ];
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional)
    return walk(schema.unwrap() as z.ZodType, path);
  if (schema instanceof z.ZodPipe) return walk(schema.in as z.ZodType, path);
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape as Record<string, z.ZodType>).flatMap(([key, member]) =>
      walk(member, [...path, key]),
    );
  if (schema instanceof z.ZodDiscriminatedUnion) return walkVariants(schema, path);
  // What can be written at length can be named as well.
  if (schema instanceof z.ZodUnion)
    return (schema.options as z.ZodType[])
      .filter((option) => option instanceof z.ZodEnum)
      .flatMap((option) => walk(option, path));
  if (schema instanceof z.ZodEnum) return leaf('choice', schema.options.map(String));
  if (schema instanceof z.ZodNumber) return leaf('number');
  if (schema instanceof z.ZodBoolean) return leaf('boolean');
  if (schema instanceof z.ZodString) return leaf('text');
  if (schema instanceof z.ZodArray && schema.element instanceof z.ZodNumber) return leaf('numbers');
  if (schema instanceof z.ZodArray && schema.element instanceof z.ZodString) return leaf('texts');
  if (schema instanceof z.ZodArray && schema.element instanceof z.ZodEnum)
    return leaf('choices', schema.element.options.map(String));
  return [];
}

type Variant = z.ZodObject<{ key: z.ZodLiteral<string> | z.ZodOptional<z.ZodLiteral<string>> }>;

function walkVariants(union: z.ZodDiscriminatedUnion, path: readonly string[]): Unnamed[] {
  const variants = (union.options as Variant[]).map((option) => {
    const { key } = option.shape;
    const isDefault = key instanceof z.ZodOptional;
    return { key: (isDefault ? key.unwrap() : key).value, isDefault, option };
  });
  const defaultVariant = variants.find(({ isDefault }) => isDefault)?.key ?? null;
  const choices = variants.map(({ key }) => key);
  const choice = {
    path: [...path, 'key'],
    kind: 'choice',
    choices,
    variants: null,
    defaultVariant,
    isVariant: true,
  } as const;
  const members = variants.flatMap(({ key, option }) =>
    walk(option, path).map((setting) => ({
      ...setting,
      variants: [key],
      defaultVariant,
    })),
  );
  return [choice, ...members];
}

/** A setting that several variants have is one setting. */
function merged(settings: readonly Unnamed[]): Unnamed[] {
  const byPath = new Map<string, Unnamed>();
  for (const setting of settings) {
    const path = setting.path.join('.');
    const known = byPath.get(path);
    const variants = known?.variants && setting.variants && [...known.variants, ...setting.variants];
    byPath.set(path, known ? { ...known, variants: variants ?? null } : setting);
  }
  return [...byPath.values()];
}
