import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { knownSettings } from '../../cli/src/settings/setting-names.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const compose = readFileSync(`${root}/docker-compose.yml`, 'utf8');
/** Set in the file itself, as its head says, or of a dashboard or an API that runs on its own. */
const notTaken = ['HOME', 'HOST', 'WEB_HOST', 'API_URL', 'API_TOKEN', 'CORS_ORIGIN'];

describe('docker-compose.yml', () => {
  it('takes every other setting of Engram from .env', () => {
    const missing = knownSettings(`${root}/.env.example`)
      .filter((name) => name.startsWith('ENGRAM_') && !notTaken.includes(name.slice('ENGRAM_'.length)))
      .filter((name) => !compose.includes(`\${${name}:-`));
    expect(missing).toEqual([]);
  });
});
