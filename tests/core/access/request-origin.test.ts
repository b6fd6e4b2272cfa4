import { DomainError, hostNameOf, hostPolicyOf, requestOrigin, type HostSettings } from '@engram/core';
import { describe, expect, it } from 'vitest';

interface Asked {
  headers?: [string, string][];
  httpVersion?: string;
  url?: string;
  remoteAddress?: string;
  settings?: Partial<HostSettings>;
}

/** How a server on loopback judges a request. */
function judged(asked: Asked): string {
  const { headers = [], httpVersion = '1.1', url = '/', remoteAddress = '127.0.0.1', settings } = asked;
  const policy = hostPolicyOf({ host: '127.0.0.1', ...settings });
  const origin = requestOrigin(
    { httpVersion, url, rawHeaders: headers.flat(), socket: { remoteAddress } },
    policy,
  );
  return origin.kind === 'rejected' ? `rejected ${origin.status}` : origin.kind;
}
const withHost = (host: string, ...more: [string, string][]): Asked => ({
  headers: [['Host', host], ...more],
});

describe('the name in a Host header', () => {
  it.each<[string, string | null]>([
    ['localhost', 'localhost'],
    ['LOCALHOST:4000', 'localhost'],
    ['localhost.:4000', 'localhost'],
    ['127.0.0.1:', '127.0.0.1'],
    ['[::1]:4000', '::1'],
    ['[::1]', '::1'],
    ['scores.example.org:443', 'scores.example.org'],
    ['::1', null],
    ['[::1', null],
    ['localhost:port', null],
    ['localhost:123456', null],
    ['user@localhost', null],
    ['localhost, evil.example', null],
    ['localhost/evil.example', null],
    ['localhost evil.example', null],
    ['evil.example..', null],
    ['.', null],
    ['', null],
    ['lócalhost', null],
  ])('of %j is %j', (host, name) => expect(hostNameOf(host)).toBe(name));
});

describe('a server on loopback', () => {
  it.each(['localhost', 'localhost:4000', '127.0.0.1:4000', '[::1]:4000', 'LocalHost.', 'localhost:'])(
    'takes a request to %j for local',
    (host) => expect(judged(withHost(host))).toBe('local'),
  );

  it.each([
    ...['evil.example', 'evil.example:4000', 'localhost.evil.example', '127.0.0.1.evil.example', '0.0.0.0'],
    ...['[::ffff:127.0.0.1]:4000', '127.1', '2130706433', '0x7f000001', '192.168.0.7:4000', 'localhost_'],
  ])('does not answer to %j', (host) => expect(judged(withHost(host))).toBe('rejected 403'));

  it.each([
    [
      'several Host headers',
      {
        headers: [
          ['Host', 'localhost'],
          ['host', 'localhost'],
        ],
      },
    ],
    ['none in HTTP/1.1', {}],
    ['one that is no name', withHost('local host')],
  ] as [string, Asked][])('refuses %s as unreadable', (_what, asked) =>
    expect(judged(asked)).toBe('rejected 400'),
  );

  it('serves a request without a name, as a health check of HTTP/1.0 sends it, and does not take it for local', () => {
    expect(judged({ httpVersion: '1.0' })).toBe('remote');
    expect(judged(withHost(''))).toBe('remote');
  });

  it('judges the address of a request for a whole address as it judges the header', () => {
    expect(judged({ ...withHost('localhost'), url: 'http://evil.example/graphql' })).toBe('rejected 403');
    expect(judged({ ...withHost('evil.example'), url: 'http://localhost/graphql' })).toBe('rejected 403');
    expect(judged({ ...withHost('localhost'), url: 'http://localhost:4000/graphql' })).toBe('local');
  });

  it.each<[string, string]>([
    ['Client-IP', '203.0.113.9'],
    ['X-NginX-Proxy', 'true'],
    ['X-Rewrite-URL', '/engram/'],
    ['Ngrok-Auth-User-Id', 'ada'],
    ['X_Forwarded_For', '203.0.113.9'],
    ['X-Forwarded-For', '203.0.113.9'],
    ['x-forwarded-for', '127.0.0.1'],
    ['X-Forwarded-Host', 'localhost'],
    ['X-Forwarded-Proto', 'https'],
    ['X-Forwarded-Prefix', '/engram'],
    ['X-Forwarded-Port', '443'],
    ['X-Forwarded', 'for=127.0.0.1'],
    ['Forwarded', 'for=127.0.0.1;host=localhost'],
    ['Forwarded', ''],
    ['Forwarded-For', '127.0.0.1'],
    ['Via', '1.1 proxy'],
    ['X-Real-IP', '127.0.0.1'],
    ['X-Client-IP', '127.0.0.1'],
    ['X-Original-URL', '/'],
    ['True-Client-IP', '127.0.0.1'],
    ['CF-Connecting-IP', '127.0.0.1'],
    ['X-Envoy-External-Address', '127.0.0.1'],
    ['Tailscale-User-Login', 'ada@example.org'],
  ])('takes a request with %s: %s for a stranger’s', (name, value) =>
    expect(judged(withHost('localhost:4000', [name, value]))).toBe('remote'),
  );

  it('takes HTTP/1.0, which nginx speaks unless told otherwise, for a stranger’s', () =>
    expect(judged({ ...withHost('127.0.0.1:4000', ['Connection', 'close']), httpVersion: '1.0' })).toBe(
      'remote',
    ));

  it.each<[string, [string, string][]]>([
    ['of another site', [['Origin', 'https://evil.example']]],
    ['without an origin', [['Origin', 'null']]],
    [
      'of another site, which says no origin',
      [
        ['Sec-Fetch-Site', 'cross-site'],
        ['Sec-Fetch-Mode', 'no-cors'],
      ],
    ],
    ['of another site in a browser that says no site', [['Referer', 'https://scores.example.org/runs']]],
    [
      'that a proxy shows under a public name',
      [
        ['Sec-Fetch-Site', 'same-origin'],
        ['Referer', 'https://scores.example.org/runs'],
      ],
    ],
  ])('takes the request of a page %s for a stranger’s', (_what, headers) =>
    expect(judged(withHost('127.0.0.1:4000', ...headers))).toBe('remote'),
  );

  it.each<[string, [string, string][]]>([
    [
      'page of this machine',
      [
        ['Origin', 'http://localhost:5173'],
        ['Sec-Fetch-Site', 'same-site'],
      ],
    ],
    [
      'page of this server',
      [
        ['Sec-Fetch-Site', 'same-origin'],
        ['Referer', 'http://localhost:4000/graphiql'],
      ],
    ],
    [
      'link on a page elsewhere',
      [
        ['Sec-Fetch-Site', 'cross-site'],
        ['Sec-Fetch-Mode', 'navigate'],
      ],
    ],
    ['page of this machine in a browser that says no site', [['Referer', 'http://127.0.0.1:3000/runs']]],
  ])('takes the request of a %s for local', (_what, headers) =>
    expect(judged(withHost('localhost:4000', ...headers))).toBe('local'),
  );
});

describe('settings', () => {
  it('name further hosts, which are served and never local', () => {
    const settings = {
      allowedHosts: 'scores.example.org, [fd00::7]',
      publicUrl: 'https://public.example/engram',
    };
    for (const host of ['scores.example.org', 'SCORES.example.org.:443', '[fd00::7]:1', 'public.example'])
      expect(judged({ ...withHost(host), settings })).toBe('remote');
    expect(judged({ ...withHost('x.scores.example.org'), settings })).toBe('rejected 403');
    expect(judged({ ...withHost('localhost'), settings })).toBe('local');
  });

  it('leave a server that listens elsewhere open to every name, until hosts are named', () => {
    const host = '0.0.0.0';
    expect(judged({ ...withHost('any.example'), settings: { host } })).toBe('remote');
    // As the dashboard of the same command asks it.
    expect(judged({ ...withHost('0.0.0.0:4000'), settings: { host, allowedHosts: 'one.example' } })).toBe(
      'remote',
    );
    expect(judged({ ...withHost('any.example'), settings: { host, allowedHosts: 'one.example' } })).toBe(
      'rejected 403',
    );
  });

  const trusting = { trustedProxy: '127.0.0.1, ::1' };
  const local: [string, string][] = [
    ['X-Forwarded-For', '127.0.0.1'],
    ['X-Forwarded-Host', 'localhost'],
  ];

  it('make a proxy’s word count: what it forwards for this machine is local', () => {
    for (const headers of [
      local,
      [['Forwarded', 'for="[::1]:4711";host="localhost:8080";proto=http']] as [string, string][],
    ]) {
      const asked = withHost('127.0.0.1:4000', ...headers);
      expect(judged({ ...asked, httpVersion: '1.0', settings: trusting })).toBe('local');
      expect(judged({ ...asked, settings: trusting, remoteAddress: '::ffff:127.0.0.1' })).toBe('local');
      expect(judged({ ...asked, settings: trusting, remoteAddress: '10.0.0.1' })).toBe('remote');
      expect(judged({ ...asked, settings: { trustedProxy: '10.0.0.1' } })).toBe('remote');
    }
  });

  it.each<[string, [string, string][]]>([
    [
      'a stranger',
      [
        ['X-Forwarded-For', '203.0.113.9'],
        ['X-Forwarded-Host', 'localhost'],
      ],
    ],
    [
      'a stranger who wrote an address of their own before',
      [
        ['X-Forwarded-For', '127.0.0.1, 203.0.113.9'],
        ['X-Forwarded-Host', 'localhost'],
      ],
    ],
    [
      'a public name',
      [
        ['X-Forwarded-For', '127.0.0.1'],
        ['X-Forwarded-Host', 'evil.example'],
      ],
    ],
    ['no client', [['X-Forwarded-Host', 'localhost']]],
    ['no name', [['X-Forwarded-For', '127.0.0.1']]],
    ['two that disagree', [...local, ['Forwarded', 'for=203.0.113.9;host=localhost']]],
    ['another real address', [...local, ['X-Real-IP', '203.0.113.9']]],
    ['an obfuscated client', [['Forwarded', 'for=_hidden;host=localhost']]],
    ['a page elsewhere', [...local, ['Origin', 'https://evil.example']]],
  ])('do not make local what a trusted proxy forwards for %s', (_what, headers) =>
    expect(judged({ ...withHost('localhost', ...headers), settings: trusting })).toBe('remote'),
  );

  it.each<Partial<HostSettings>>([
    { allowedHosts: 'https://scores.example.org' },
    { allowedHosts: '*' },
    { allowedHosts: 'a b' },
    { trustedProxy: 'nginx' },
    { trustedProxy: '10.0.0.0/8' },
  ])('that cannot be read are refused by name: %j', (settings) => {
    expect(() => judged({ settings })).toThrow(DomainError);
    expect(() => judged({ settings })).toThrow(/ENGRAM_(ALLOWED_HOSTS|TRUSTED_PROXY) holds "/);
  });
});
