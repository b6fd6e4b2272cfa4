/** The value that several have in common, which is said once; null where they differ or there is one alone. */
export function commonValue<T>(values: readonly T[]): T | null {
  const [first] = values;
  return values.length > 1 && new Set(values).size === 1 ? first! : null;
}
