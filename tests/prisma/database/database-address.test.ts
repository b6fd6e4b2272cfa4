import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../prisma/src/database/database-address.ts';

const parse = (query: string) => parseAddress(`postgresql://app:pw@db.example.org/team?${query}`);

describe('parameters of DATABASE_URL', () => {
  it.each(['sslmod=require', 'sslcrl=/x', 'passfile=/x', 'currentSchema=x'])('%s is not known', (query) =>
    expect(() => parse(query)).toThrow(`"${query.split('=')[0]}", which Engram does not know`),
  );

  it.each([
    ['gssencmode=require', 'does not encrypt by GSSAPI'],
    ['target_session_attrs=standby', 'name the primary server'],
    ['target_session_attrs=read-only', 'name the primary server'],
  ])('%s asks for what is not done', (query, reason) =>
    expect(() => parse(query)).toThrow(new RegExp(`asks for ${query}\\. .*${reason}`)),
  );

  it.each(['gssencmode=prefer', 'gssencmode=disable', 'target_session_attrs=read-write', 'pgbouncer=true'])(
    '%s changes nothing',
    (query) => expect(parse(query).host).toBe('db.example.org'),
  );
});

describe('hosts of DATABASE_URL', () => {
  it.each(['app:pw@one,two/team', 'app:pw@one:5432,two:5432/team', 'app:pw@one/team?host=one,two'])(
    'are one: %s is refused, and the error says what to name instead',
    (rest) =>
      expect(() => parseAddress(`postgresql://${rest}`)).toThrow(
        /several hosts.*name the primary, or one address that follows it/,
      ),
  );

  it('may have a password with a comma', () =>
    expect(parseAddress('postgresql://app:p,w@one/team')).toMatchObject({ host: 'one', password: 'p,w' }));
});
