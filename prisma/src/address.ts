const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether PostgreSQL would take `id` as a UUID; anything else names nothing that is stored. */
export function isUuid(id: string): boolean {
  return uuidPattern.test(id);
}

/** Where a database is, for people: host, port and name, never user or password. */
export function addressOf(url: string): string {
  if (!URL.canParse(url)) return 'the address in DATABASE_URL, which is not a URL';
  const { hostname, port, pathname, searchParams } = new URL(url);
  const host = searchParams.get('host') ?? (hostname || 'localhost');
  return `${host}:${port || '5432'}${pathname}`;
}

/** The same server and user, another database. */
export function withDatabase(url: string, database: string): string {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(database)}`;
  return other.href;
}

export function databaseOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1)) || decodeURIComponent(new URL(url).username);
}
