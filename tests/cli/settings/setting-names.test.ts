import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import {
  assertKnownInFile,
  checkEnvironment,
  knownSettings,
} from '../../../cli/src/settings/setting-names.ts';

const known = knownSettings(fileURLToPath(new URL('../../../.env.example', import.meta.url)));
const inFile = (name: string) =>
  assertKnownInFile(new Map([[name, { value: 'x', line: 4 }]]), '/clone/.env', known);

describe('names of settings', () => {
  it('are all in .env.example', () => {
    expect(known).toEqual(
      expect.arrayContaining(['ENGRAM_HOME', 'ENGRAM_API_PORT', 'DATABASE_URL', 'ENGRAM_AUTH']),
    );
  });

  it.each([
    ['ENGRAM_PROT', 'ENGRAM_API_PORT or ENGRAM_WEB_PORT'],
    ['ENGRAM_HMOE', 'ENGRAM_HOME'],
    ['Engram_Home', 'ENGRAM_HOME'],
    ['DATABASE_ULR', 'DATABASE_URL'],
  ])('mistyped as %s in the file are refused with file, line and what was meant', (name, meant) => {
    expect(() => inFile(name)).toThrow(
      `Line 4 of /clone/.env sets ${name}, which is no setting of Engram. Did you mean ${meant}?`,
    );
  });

  it.each(['HTTP_PROXY', 'NODE_OPTIONS', 'POSTGRES_PASSWORD', 'ENGRAM_PYTHON'])(
    '%s in the file is taken',
    (name) => {
      expect(() => inFile(name)).not.toThrow();
    },
  );

  it('mistyped in the environment are refused when one was meant, else told; those of Kubernetes pass', () => {
    expect(() => checkEnvironment({ ENGRAM_HMOE: '/x' }, known)).toThrow(
      /ENGRAM_HMOE.*Did you mean ENGRAM_HOME/,
    );
    expect(checkEnvironment({ ENGRAM_COLOUR: 'red' }, known)).toEqual([
      expect.stringContaining('ENGRAM_COLOUR'),
    ]);
    expect(
      checkEnvironment(
        {
          ENGRAM_PORT: 'tcp://10.0.0.1:4000',
          ENGRAM_SERVICE_HOST: '10.0.0.1',
          ENGRAM_PORT_4000_TCP: 'x',
          PATH: '/bin',
        },
        known,
      ),
    ).toEqual([]);
  });
});
