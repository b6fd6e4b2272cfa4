/** Each connection keeps a plan of some 50 kB for each. */
const maxPrepared = 200;
const names = new Map<string, string>();

/**
 * Name under which a connection keeps a statement prepared: it is then neither sent nor parsed nor, once PostgreSQL has found
 * that its values make no difference, planned again. For texts that come again and again; the first 200 that a process uses
 * get a name, so that strangers cannot fill the memory of the server. undefined = not prepared.
 */
export function preparedName(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= maxPrepared) return known;
  const name = `engram_${names.size}`;
  names.set(text, name);
  return name;
}
