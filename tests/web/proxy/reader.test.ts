import { clientAddressOf, hostPolicyOf } from '@engram/core';
import { describe, expect, it } from 'vitest';
import { readerOf } from '../../../web/src/proxy/reader.ts';

/** The reader as whom a request counts that the trusted proxy on this machine passes on. */
function readerBehindProxy(header: string, value: string): string {
  const policy = hostPolicyOf({ host: '127.0.0.1', trustedProxy: '127.0.0.1,10.0.0.1' });
  const socket = { remoteAddress: '127.0.0.1' };
  return readerOf(clientAddressOf({ httpVersion: '1.1', rawHeaders: [header, value], socket }, policy));
}

describe('a reader of the dashboard', () => {
  it.each([
    ['2001:db8::1:2:3:4', '2001:db8:0:0'],
    ['2001:db8::ffff', '2001:db8:0:0'],
    ['2001:DB8:0:0:9::', '2001:db8:0:0'],
    ['2001:0db8:0000:0001:1:2:3:4', '2001:db8:0:1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['64:ff9b::192.0.2.1', '64:ff9b:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
    ['203.0.113.9', '203.0.113.9'],
    ['', ''],
  ])('at %s is %s', (address, reader) => expect(readerOf(address)).toBe(reader));

  it.each([
    ['X-Forwarded-For', '203.0.113.9:4711', '203.0.113.9'],
    ['X-Forwarded-For', '[2001:db8::1]:4711', '2001:db8:0:0'],
    ['X-Forwarded-For', '2001:db8::1', '2001:db8:0:0'],
    ['X-Forwarded-For', '198.51.100.7, 203.0.113.9:1, 10.0.0.1:2', '203.0.113.9'],
    ['Forwarded', 'for="203.0.113.9:4711"', '203.0.113.9'],
    ['Forwarded', 'for="[2001:db8::1]:4711"', '2001:db8:0:0'],
    ['Forwarded', 'for=_hidden', '_hidden'],
  ])('whom a proxy names in %s: %s is %s, whatever the port', (header, value, reader) =>
    expect(readerBehindProxy(header, value)).toBe(reader),
  );
});
