/** A field of a table as text: bytes are UTF-8, whole numbers are written without a point. null where there is none. */
export function fieldText(field: unknown): string | null {
  if (field === null || field === undefined) return null;
  return field instanceof Uint8Array ? Buffer.from(field).toString() : String(field as string);
}
