import { DomainError } from '@engram/core';
import { describe, expect, it } from 'vitest';
import {
  addressOf,
  databaseOf,
  isUuid,
  withDatabase,
} from '../../../prisma/src/database/address-for-people.ts';
import { mapError } from '../../../prisma/src/statements/map-errors.ts';

const url = 'postgresql://user:secret@db.example.org:5433/engram?sslmode=require';
const coded = (code: string, message = 'raw'): Error => Object.assign(new Error(message), { code });

describe('storage errors', () => {
  it.each([
    [
      coded('ECONNREFUSED'),
      'STORE_UNAVAILABLE',
      /db\.example\.org:5433\/engram cannot be reached \(ECONNREFUSED\)/,
    ],
    [new AggregateError([coded('ECONNREFUSED')], ''), 'STORE_UNAVAILABLE', /ECONNREFUSED/],
    [new Error('Connection terminated unexpectedly'), 'STORE_UNAVAILABLE', /was lost/],
    [
      new Error('Client has encountered a connection error and is not queryable', { cause: coded('25P03') }),
      'STORE_UNAVAILABLE',
      /idle for too long/,
    ],
    [new Error('Connection terminated due to connection timeout'), 'STORE_UNAVAILABLE', /cannot be reached/],
    [coded('57P01'), 'STORE_UNAVAILABLE', /ended the connection/],
    [coded('57P02'), 'STORE_UNAVAILABLE', /crashed/],
    [coded('57P03'), 'STORE_UNAVAILABLE', /starting or stopping/],
    [coded('55P03'), 'STORE_UNAVAILABLE', /lock/],
    [coded('25006'), 'STORE_UNAVAILABLE', /read-only/],
    [coded('40P01'), 'STORE_UNAVAILABLE', /gave way/],
    [coded('28P01'), 'STORE_UNAVAILABLE', /password/],
    [coded('3D000'), 'STORE_UNAVAILABLE', /does not exist: CREATE DATABASE "engram" OWNER "user"/],
    [coded('53300'), 'STORE_UNAVAILABLE', /max_connections/],
    [
      coded('53300', 'too many connections for role "user"'),
      'STORE_UNAVAILABLE',
      /ALTER ROLE "user" CONNECTION LIMIT/,
    ],
    [
      coded('53300', 'too many connections for database "engram"'),
      'STORE_UNAVAILABLE',
      /ALTER DATABASE "engram" CONNECTION LIMIT/,
    ],
    [
      coded('42501', 'permission denied for table run'),
      'STORE_UNAVAILABLE',
      /GRANT SELECT, INSERT, UPDATE, DELETE ON TABLE "run" TO "user"/,
    ],
    [
      coded('42501', 'permission denied for schema public'),
      'STORE_UNAVAILABLE',
      /GRANT USAGE, CREATE ON SCHEMA "public" TO "user"/,
    ],
    [
      coded('42501', 'permission denied for database engram'),
      'STORE_UNAVAILABLE',
      /GRANT CREATE ON DATABASE "engram" TO "user"/,
    ],
    [coded('42501', 'must be owner of table run'), 'STORE_UNAVAILABLE', /ALTER TABLE run OWNER TO "user"/],
    [coded('42501', 'Zugriff verweigert'), 'STORE_UNAVAILABLE', /"user" \(Zugriff verweigert\)/],
    [
      coded(
        '22P05',
        'character with byte sequence 0xe6 in encoding "UTF8" has no equivalent in encoding "LATIN1"',
      ),
      'INVALID_ARGUMENT',
      /encoding is LATIN1/,
    ],
    [coded('53100'), 'STORE_UNAVAILABLE', /disk space/],
    [coded('23505'), 'CONFLICT', /stored already/],
    [coded('23503'), 'NOT_FOUND', /not stored/],
    [coded('57014', 'canceling statement due to statement timeout'), 'LIMIT_EXCEEDED', /statement_timeout/],
    [coded('57014', 'canceling statement due to user request'), 'STORE_UNAVAILABLE', /cancelled/],
    [coded('22021'), 'INVALID_ARGUMENT', /U\+0000/],
    [new Error('query', { cause: { originalCode: '53100' } }), 'STORE_UNAVAILABLE', /disk space/],
  ])('%s becomes %s', (error, code, message) => {
    const mapped = mapError(error, url) as DomainError;
    expect(mapped).toBeInstanceOf(DomainError);
    expect(mapped).toMatchObject({ code, message: expect.stringMatching(message), cause: error });
    expect(mapped.message).not.toContain('secret');
  });

  it('that are our own mistakes, or are mapped already, stay as they are', () => {
    for (const error of [
      coded('42601', 'syntax error'),
      new DomainError('CONFLICT', 'x'),
      new TypeError('y'),
      'text',
    ])
      expect(mapError(error, url)).toBe(error);
  });
});

describe('addresses', () => {
  it('show host, port and database, never user or password', () => {
    expect(addressOf(url)).toBe('db.example.org:5433/engram');
    expect(addressOf('postgres://u:p@localhost/engram?host=/run/pg')).toBe('/run/pg:5432/engram');
    expect(addressOf('secret')).not.toContain('secret');
  });

  it('lead to another database of the same server', () => {
    expect(withDatabase(url, 'a b')).toBe(
      'postgresql://user:secret@db.example.org:5433/a%20b?sslmode=require',
    );
    expect(databaseOf(withDatabase(url, 'a b'))).toBe('a b');
    expect(databaseOf('postgresql://someone@host')).toBe('someone');
  });

  it('tell a UUID from anything else', () => {
    expect(isUuid('00112233-4455-6677-8899-AABBCCDDEEFF')).toBe(true);
    expect(isUuid('00112233-4455-6677-8899-aabbccddeeff ')).toBe(false);
    expect(isUuid("'; DROP TABLE run; --")).toBe(false);
  });
});

describe('a setting in DATABASE_URL that the server refuses', () => {
  const reasonOf = (query: string, error: Error): string =>
    (mapError(error, `postgresql://user:secret@db.example.org:5433/engram?${query}`) as Error).message;

  it.each([
    ['42601', 'invalid command-line argument for server process: nonsense'],
    ['42704', 'unrecognized configuration parameter "bogus"'],
    ['22023', 'invalid value for parameter "work_mem": "much"'],
    ['55P02', 'parameter "max_connections" cannot be changed without restarting the server'],
  ])('is named with what it said: %s', (code, said) =>
    expect(reasonOf('options=x', coded(code, said))).toContain(
      `refused what options says in DATABASE_URL (${said}): write it as options=-c%20NAME%3DVALUE`,
    ),
  );

  it('as direct encryption, by ending the connection', () =>
    expect(reasonOf('sslnegotiation=direct', coded('ECONNRESET'))).toContain('PostgreSQL 17 or later'));
});
