import { afterEach, expect, it, vi } from 'vitest';
import { runPage } from '../../cli/src/page-address.ts';

const settings = { webHost: '127.0.0.1', webPort: 3000 };
const id = '0f0e0d0c-0b0a-4908-8706-050403020100';

afterEach(() => vi.unstubAllEnvs());

it.each([
  ['', ''],
  ['/', ''],
  ['/engram', '/engram'],
  ['/engram/', '/engram'],
  ['/lab/engram//', '/lab/engram'],
])('below ENGRAM_WEB_BASE_PATH=%s the page of a run has one slash between its parts', (given, path) => {
  vi.stubEnv('ENGRAM_WEB_BASE_PATH', given);
  expect(runPage(settings, id)).toBe(`http://localhost:3000${path}/runs/0f0e0d0c`);
});
