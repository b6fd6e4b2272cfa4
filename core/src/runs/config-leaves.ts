import { canonicalJson } from '../canonical-json.ts';

/** One value of a configuration, with the members that lead to it. */
export interface ConfigLeaf {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** The values of a configuration by their paths, in its order; lists are one value. @param config any JSON object */
export function configLeaves(config: object): Map<string, ConfigLeaf> {
  const found = new Map<string, ConfigLeaf>();
  const walk = (part: object, path: readonly string[]): void => {
    for (const [key, value] of Object.entries(part)) {
      const below = [...path, key];
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) walk(value as object, below);
      else if (value !== undefined && value !== null) found.set(below.join('.'), { path: below, value });
    }
  };
  walk(config, []);
  return found;
}

/** `32 encoders`, `1 epoch`, `seed 1`, `policy digits-strong`, `SimCLR` for a method that `names` knows. */
export function leafLabel({ path, value }: ConfigLeaf, names: Readonly<Record<string, string>>): string {
  const last = path.at(-1)!;
  if (last === 'key') return names[String(value)] ?? String(value);
  const word = last.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  if (typeof value === 'number' && word.endsWith('s'))
    return `${value} ${value === 1 ? word.slice(0, -1) : word}`;
  if (typeof value === 'boolean') return value ? word : `no ${word}`;
  return `${word} ${Array.isArray(value) ? listLabel(value) : String(value)}`;
}

/** `512-512-128`, the keys of what a list holds: `resized-crop, noise`, or how many lists it holds. */
const listLabel = (values: readonly unknown[]): string =>
  values.every((value) => Array.isArray(value))
    ? `of ${values.length}`
    : values.every((value) => typeof value === 'number')
      ? values.join('-')
      : values
          .map((value) =>
            typeof value === 'object' && value !== null && 'key' in value ? value.key : canonicalJson(value),
          )
          .join(', ');
