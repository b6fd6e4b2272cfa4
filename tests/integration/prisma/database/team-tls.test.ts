import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@engram/store';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCertificates, type Certificates } from '../../../helpers/postgres/certificates.ts';
import { startPostgres, type PostgresServer } from '../../../helpers/postgres/postgres-server.ts';

const home = tmpdir();
let certificates: Certificates;
let client: { cert: string; key: string };
let stranger: { cert: string; key: string };
let servers: PostgresServer[] = [];
let trusted: PostgresServer;
let selfSigned: PostgresServer;
let elsewhere: PostgresServer;
let expired: PostgresServer;
let strict: PostgresServer;

async function serve(pair: { cert: string; key: string }): Promise<PostgresServer> {
  const server = await startPostgres({
    files: { 'server.crt': certificates.read(pair.cert), 'server.key': certificates.read(pair.key), 'ca.crt': certificates.read(certificates.authority) },
    settings: { ssl: 'on', ssl_cert_file: '../server.crt', ssl_key_file: '../server.key', ssl_ca_file: '../ca.crt' },
  }); // prettier-ignore
  servers.push(server);
  return server;
}

beforeAll(async () => {
  certificates = makeCertificates();
  client = certificates.issue('client', { subject: 'postgres', names: 'DNS:client' });
  trusted = await serve(certificates.issue('server'));
  selfSigned = await serve(certificates.selfSigned);
  elsewhere = await serve(certificates.issue('elsewhere', { names: 'DNS:db.example.org' }));
  expired = await serve(certificates.issue('expired', { days: ['20200101000000Z', '20210101000000Z'] }));
  stranger = certificates.selfSigned;
  strict = await serve(certificates.issue('strict'));
  await strict.setAccess(['hostssl all all all scram-sha-256 clientcert=verify-ca']);
}, 300_000);
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  servers = [];
  certificates.remove();
});

/** Opens the store and tells whether its connections are encrypted, or gives the refusal. */
async function open(server: PostgresServer, query: string, host = 'localhost'): Promise<string> {
  try {
    const store = await openStore({ home, databaseUrl: server.url({ host, query }) });
    const { rows } = await store.pool.query<{ ssl: boolean }>(
      'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()',
    );
    await store.close();
    return rows[0]!.ssl ? 'encrypted' : 'plain';
  } catch (error) {
    const { code, message } = error as { code: string; message: string };
    return `${code}: ${message}`;
  }
}

const root = (): string => `sslrootcert=${certificates.authority}`;

describe('sslmode', () => {
  it.each([
    ['', 'encrypted'],
    ['sslmode=disable', 'plain'],
    ['sslmode=allow', 'plain'],
    ['sslmode=prefer', 'encrypted'],
    ['sslmode=require', 'encrypted'],
    ['sslmode=no-verify', 'encrypted'],
    ['ssl=no-verify', 'encrypted'],
    ['sslaccept=accept_invalid_certs', 'encrypted'],
    ['sslmode=require&uselibpqcompat=true', 'encrypted'],
  ])('%s reaches a server whose certificate is self-signed', async (query, outcome) => {
    expect(await open(selfSigned, query)).toBe(outcome);
  });

  it.each(['verify-ca', 'verify-full'])('%s refuses a certificate that nobody vouches for', async (mode) => {
    expect(await open(selfSigned, `sslmode=${mode}`)).toMatch(
      /^STORE_UNAVAILABLE: The database at localhost:\d+\/postgres shows a certificate that is self-signed.*sslrootcert=FILE/,
    );
    expect(await open(trusted, `sslmode=${mode}`)).toMatch(
      /authority that is not trusted here.*sslrootcert=FILE/,
    );
  });

  it.each(['require', 'verify-ca', 'verify-full'])(
    '%s takes a certificate of the authority in sslrootcert',
    async (mode) => {
      expect(await open(trusted, `sslmode=${mode}&${root()}`)).toBe('encrypted');
      expect(await open(trusted, `sslmode=${mode}&${root()}`, '127.0.0.1')).toBe('encrypted');
    },
  );

  it('verify-full compares the host, and verify-ca does not', async () => {
    expect(await open(elsewhere, `sslmode=verify-ca&${root()}`)).toBe('encrypted');
    expect(await open(elsewhere, `sslmode=verify-full&${root()}`)).toMatch(
      /certificate for another host \(DNS:db\.example\.org\).*verify-ca/,
    );
  });

  it('is the same for every connection where PGSSLMODE gives it', async () => {
    const before = process.env.PGSSLMODE;
    try {
      process.env.PGSSLMODE = 'verify-ca';
      expect(await open(elsewhere, root())).toBe('encrypted');
      expect(await open(selfSigned, root())).toMatch(/self-signed/);
      process.env.PGSSLMODE = 'require';
      expect(await open(elsewhere, root())).toBe('encrypted');
      process.env.PGSSLMODE = 'verify-full';
      expect(await open(elsewhere, root())).toMatch(/certificate for another host/);
    } finally {
      if (before === undefined) delete process.env.PGSSLMODE;
      else process.env.PGSSLMODE = before;
    }
  });

  it('verifies with the files that libpq reads where none are named', async () => {
    const before = process.env.HOME;
    const own = mkdtempSync(join(tmpdir(), 'engram-own-'));
    mkdirSync(join(own, '.postgresql'));
    const put = (name: string, from: string): void => copyFileSync(from, join(own, '.postgresql', name));
    try {
      process.env.HOME = own;
      put('root.crt', certificates.authority);
      for (const mode of ['require', 'verify-full']) {
        expect(await open(trusted, `sslmode=${mode}`)).toBe('encrypted');
        expect(await open(selfSigned, `sslmode=${mode}`)).toMatch(/self-signed/);
      }
      expect(await open(strict, 'sslmode=require')).toMatch(/asks for a client certificate/);
      put('postgresql.crt', client.cert);
      put('postgresql.key', client.key);
      expect(await open(strict, 'sslmode=require')).toBe('encrypted');
    } finally {
      process.env.HOME = before;
      rmSync(own, { recursive: true });
    }
  });

  it('that requires encryption verifies the authority in PGSSLROOTCERT', async () => {
    try {
      process.env.PGSSLROOTCERT = certificates.authority;
      expect(await open(trusted, 'sslmode=require')).toBe('encrypted');
      expect(await open(selfSigned, 'sslmode=require')).toMatch(/self-signed/);
    } finally {
      delete process.env.PGSSLROOTCERT;
    }
  });

  it('verifies everything with sslrootcert=system, and is refused there when it is weaker', async () => {
    expect(await open(trusted, 'sslrootcert=system')).toMatch(/authority that is not trusted here/);
    for (const mode of ['disable', 'prefer', 'require', 'verify-ca'])
      expect(await open(trusted, `sslrootcert=system&sslmode=${mode}`)).toMatch(
        /^INVALID_ARGUMENT: sslmode=\S+ is too weak for sslrootcert=system.*verify-full/,
      );
  });

  it('that verifies refuses an expired certificate', async () => {
    expect(await open(expired, `sslmode=verify-full&${root()}`)).toMatch(/certificate that has expired/);
    expect(await open(expired, 'sslmode=require')).toBe('encrypted');
  });

  it('that does not exist is named, and so are files that are missing or no certificates', async () => {
    expect(await open(trusted, 'sslmode=always')).toMatch(
      /^INVALID_ARGUMENT: sslmode=always does not exist.*verify-full/,
    );
    expect(await open(trusted, 'sslmod=require')).toMatch(/^INVALID_ARGUMENT: .*"sslmod"/);
    expect(await open(trusted, 'sslmode=verify-full&sslrootcert=/nowhere/ca.crt')).toMatch(
      /^INVALID_ARGUMENT: The file \/nowhere\/ca.crt, which sslrootcert names in DATABASE_URL, does not exist/,
    );
    expect(await open(trusted, 'sslmode=verify-full&sslrootcert=/etc/passwd')).toMatch(
      /is not in PEM format/,
    );
    expect(await open(trusted, 'sslmode=verify-full&sslrootcert=/tmp')).toMatch(/cannot be read \(EISDIR\)/);
  });
});

describe('a server that asks for encryption', () => {
  it('gets it by default, and its refusal of anything else is said', async () => {
    await trusted.setAccess(['hostssl all all all scram-sha-256']);
    expect(await open(trusted, '')).toBe('encrypted');
    expect(await open(trusted, 'sslmode=allow')).toBe('encrypted');
    expect(await open(trusted, 'sslmode=disable')).toMatch(
      /^STORE_UNAVAILABLE: .*encrypted connections only: use sslmode=require in DATABASE_URL .*no encryption/,
    );
    await trusted.setAccess(['hostnossl all all all scram-sha-256']);
    expect(await open(trusted, 'sslmode=prefer')).toBe('plain');
    expect(await open(trusted, 'sslmode=require')).toMatch(
      /over no encrypted connection from here.*pg_hba\.conf/,
    );
    await trusted.setAccess([]);
    expect(await open(trusted, '')).toMatch(/"postgres".*pg_hba\.conf/);
  });

  it('and for a client certificate gets one, or the reader learns that', async () => {
    const own = (pair: { cert: string; key: string }): string =>
      `sslmode=require&sslcert=${pair.cert}&sslkey=${pair.key}`;
    expect(await open(strict, own(client))).toBe('encrypted');
    expect(await open(strict, 'sslmode=require')).toMatch(/asks for a client certificate.*sslcert=FILE/);
    expect(await open(strict, own(stranger))).toMatch(/^STORE_UNAVAILABLE: .*certificate/);
    expect(await open(strict, `sslmode=require&sslcert=${client.cert}`)).toMatch(/sslcert without sslkey/);
    expect(await open(strict, own({ ...client, key: stranger.key }))).toMatch(
      /sslkey in DATABASE_URL does not belong/,
    );
    expect(readFileSync(client.cert, 'utf8')).toMatch(/BEGIN/);
  });
});
