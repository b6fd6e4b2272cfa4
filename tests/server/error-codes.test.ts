import { readFileSync } from 'node:fs';
import { errorTable, protocolCodes } from '@engram/core';
import { expect, it } from 'vitest';

const docs = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8');
const documented = [
  ...docs.slice(docs.indexOf('\n## Errors')).matchAll(/^\| `([A-Z_]+)` +\| (\d{3}) /gm),
].map(([, code, status]) => [code, Number(status)]);

it('every code that the API can answer is in docs/api.md with its status, and no other is', () => {
  const ours = Object.values(errorTable).map(({ graphql, http }) => [graphql, http]);
  expect(documented.slice(0, ours.length)).toEqual(ours);
  expect(documented.slice(ours.length).map(([code]) => code)).toEqual([...protocolCodes]);
});
