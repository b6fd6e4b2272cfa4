import type pg from 'pg';

/** What the server says about itself and about us, asked once at opening. */
export interface Survey {
  /** 150_014 is 15.14. */
  version: number;
  encoding: string;
  isStandby: boolean;
  isReadOnly: boolean;
  role: string;
  database: string;
  mayCreateDatabases: boolean;
  mayCreateSchemas: boolean;
  /** Schemas of the search path that exist and may be used, in order. */
  searchPath: string[];
  /** The setting itself, such as `"$user", public`. */
  searchPathSetting: string;
  /** Process id of the server process that answers. One other than the connection was promised means that a proxy stands between. */
  backend: number;
  connections: ConnectionCounts;
}

export interface ConnectionCounts {
  /** Limits that hold for this role; null = none. */
  role: { limit: number | null; used: number };
  database: { limit: number | null; used: number };
  server: { limit: number; used: number };
}

/** The same settings exist in every version from 14 on; `reserved_connections` since 16. */
const countsSql = `SELECT
  nullif(r.rolconnlimit, -1) AS "roleLimit",
  (SELECT count(*) FROM pg_stat_activity WHERE usename = r.rolname)::int AS "roleUsed",
  nullif(d.datconnlimit, -1) AS "databaseLimit",
  (SELECT count(*) FROM pg_stat_activity WHERE datname = d.datname AND usename IS NOT NULL)::int AS "databaseUsed",
  (current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
    - coalesce(current_setting('reserved_connections', true)::int, 0)) AS "serverLimit",
  (SELECT count(*) FROM pg_stat_activity WHERE usename IS NOT NULL AND datname IS NOT NULL)::int AS "serverUsed",
  r.rolsuper AS "isSuperuser"
FROM pg_roles r, pg_database d WHERE r.rolname = session_user AND d.datname = current_database()`;

const surveySql = `SELECT
  current_setting('server_version_num')::int AS version,
  pg_encoding_to_char(d.encoding) AS encoding,
  pg_is_in_recovery() AS "isStandby",
  current_setting('transaction_read_only')::bool AS "isReadOnly",
  current_user::text AS role,
  d.datname::text AS database,
  (r.rolcreatedb OR r.rolsuper) AS "mayCreateDatabases",
  has_database_privilege(d.datname, 'CREATE') AS "mayCreateSchemas",
  ARRAY(SELECT unnest(current_schemas(false))::text) AS "searchPath",
  current_setting('search_path') AS "searchPathSetting",
  pg_backend_pid() AS backend
FROM pg_roles r, pg_database d WHERE r.rolname = current_user AND d.datname = current_database()`;

export async function surveyServer(client: pg.Client | pg.Pool): Promise<Survey> {
  const { rows } = await client.query<Omit<Survey, 'connections'>>(surveySql);
  return { ...rows[0]!, connections: await countConnections(client) };
}

/** Connections that exist and may exist, this one counted. */
export async function countConnections(client: pg.Client | pg.Pool): Promise<ConnectionCounts> {
  const { rows } = await client.query<Record<string, number | null> & { isSuperuser: boolean }>(countsSql);
  const row = rows[0]!;
  const number = (name: string): number => Number(row[name]);
  const limit = (name: string): number | null =>
    row.isSuperuser || row[name] === null ? null : number(name);
  return {
    role: { limit: limit('roleLimit'), used: number('roleUsed') },
    database: { limit: limit('databaseLimit'), used: number('databaseUsed') },
    server: { limit: number('serverLimit'), used: number('serverUsed') },
  };
}
