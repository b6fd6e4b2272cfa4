import { describe, expect, it } from 'vitest';
import { scopeOfKey, scopeOfReaders } from '../../../cli/src/settings/dashboard-scope.ts';
import { mayAnnotate } from '../../../web/src/proxy/may-annotate.ts';
import { localHeader } from '../../../web/src/proxy/local-request.ts';

const atThisMachine = new Headers({ [localHeader]: '1' });

describe('what readers of the dashboard may do', () => {
  it.each([
    ['auto', '127.0.0.1', 'auto', 'auto', true],
    ['auto', 'localhost', 'auto', 'auto', true],
    ['auto', '127.0.0.1', 'required', 'read', false],
    ['auto', '0.0.0.0', 'auto', 'read', false],
    ['annotate', '0.0.0.0', 'required', 'annotate', true],
    ['read', '127.0.0.1', 'auto', 'read', false],
  ] as const)(
    'with %s on %s and ENGRAM_AUTH=%s is %s, so that buttons show to a local reader: %s',
    (dashboardScope, webHost, auth, scope, mayLocalReader) => {
      expect(scopeOfReaders({ dashboardScope, webHost, auth })).toBe(scope);
      const isLocal = webHost !== '0.0.0.0';
      const env = { apiUrl: 'http://127.0.0.1:1', apiToken: undefined, isLocal, scope };
      expect(mayAnnotate(atThisMachine, env)).toBe(mayLocalReader);
    },
  );

  it.each([
    ['auto', 'runs:write'],
    ['annotate', 'annotate'],
    ['read', 'read'],
    ['none', 'read'],
  ] as const)('with %s gives the key of the dashboard the scope %s', (readers, scope) => {
    expect(scopeOfKey(readers)).toBe(scope);
  });
});
