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
