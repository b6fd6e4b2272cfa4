/**
 * The name or address in a Host header, without its port: lower case, without the brackets of IPv6 or the dot of a complete
 * name. Null when the header holds anything else.
 */
export function hostNameOf(host: string): string | null {
  const pattern = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9_-]+(?:\.[a-z0-9_-]+)*)\.?)(?::\d{0,5})?$/i;
  const [, address, name] = pattern.exec(host.trim()) ?? [];
  return (address ?? name)?.toLowerCase() ?? null;
}

/** The names by which a machine calls itself. */
const loopbackNames: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '::1', '[::1]']);

/** Whether an address to listen on, or a name of a Host header without its port, is this machine's own. */
export function isLoopbackName(name: string): boolean {
  return loopbackNames.has(name.toLowerCase());
}

/** The name of an address such as https://scores.example.org/engram; null when it has none, as 'null' or 'about:blank'. */
export function hostNameOfUrl(url: string): string | null {
  return URL.canParse(url) ? hostNameOf(new URL(url).host) : null;
}
