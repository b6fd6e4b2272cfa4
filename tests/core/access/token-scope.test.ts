import { scopeIncludes, tokenScopes } from '@engram/core';
import { describe, expect, it } from 'vitest';

describe('scopes', () => {
  it('include those before them and none after', () => {
    const included = tokenScopes.map((held) => tokenScopes.filter((needed) => scopeIncludes(held, needed)));
    expect(included).toEqual([
      ['read'],
      ['read', 'annotate'],
      ['read', 'annotate', 'runs:write'],
      ['read', 'annotate', 'runs:write', 'admin'],
    ]);
  });
});
