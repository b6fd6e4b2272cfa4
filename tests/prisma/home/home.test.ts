import { homedir } from 'node:os';
import { join } from 'node:path';
import { resolveHome } from '@engram/store';
import { describe, expect, it } from 'vitest';

describe('ENGRAM_HOME', () => {
  it('is ~/.engram when it is left out, knows ~, and starts from the folder of the file it stands in', () => {
    expect(resolveHome(undefined)).toBe(join(homedir(), '.engram'));
    expect(resolveHome('')).toBe(join(homedir(), '.engram'));
    expect(resolveHome('~')).toBe(homedir());
    expect(resolveHome('~/x')).toBe(join(homedir(), 'x'));
    expect(resolveHome('data', '/clone')).toBe('/clone/data');
    expect(resolveHome('/srv/engram/')).toBe('/srv/engram');
  });

  it.each([
    ['~anna/x', /only a shell expands/],
    ['$HOME/x', /nothing expands/],
    ['${HOME}/x', /nothing expands/],
    ['%USERPROFILE%\\x', /nothing expands/],
    ['"/srv/x"', /quotes/],
    ['file:///srv/x', /is an address/],
    ['  ', /only spaces/],
  ])('%s is refused with what to write instead', (value, message) => {
    expect(() => resolveHome(value)).toThrow(message);
    expect(() => resolveHome(value)).toThrow(/^ENGRAM_HOME=/);
  });
});
