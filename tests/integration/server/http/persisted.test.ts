import { readFileSync } from 'node:fs';
import { sha256 } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { withServer } from './access.ts';
import { post, withApi } from '../api.ts';

const api = withApi();
const read = <T>(path: string): T =>
  JSON.parse(readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8')) as T;
const hashes = read<Record<string, string>>('web/src/graphql/document-hashes.json');
const texts = read<Record<string, string>>('server/persisted-documents.json');
const persisted = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });
const ask = (url: string, body: object) => post<Record<string, unknown>>(`${url}/graphql`, body);
const stranger = '{ datasets { slug } }';

describe('a document of our pages', () => {
  it('is answered by its hash alone', async () => {
    const extensions = persisted(hashes.Run!);
    const { data, errors } = await ask(api.url, { extensions, variables: { id: api.seed.first } });
    expect(errors).toBeUndefined();
    expect(data!.run).toMatchObject({ __typename: 'Run', status: 'SUCCEEDED' });
  });
});

describe('a subscription of our pages', () => {
  it('is streamed by its hash alone, also where only our own documents are answered', async () => {
    await withServer(api, { persistedOnly: true }, async ({ url }) => {
      const stream = (sha256Hash: string) =>
        fetch(`${url}/graphql/stream`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ extensions: persisted(sha256Hash), variables: { id: api.seed.first } }),
        });
      const own = await stream(hashes.RunProgress!);
      expect(own.headers.get('content-type')).toContain('text/event-stream');
      expect(await own.text()).toContain('"status":"SUCCEEDED","phase":"done"');
      expect((await stream(sha256('subscription { nothing }'))).status).toBe(400);
    });
  });
});

describe('a document of a stranger', () => {
  it('is answered, and not remembered', async () => {
    const extensions = persisted(sha256(stranger));
    for (let i = 0; i < 2; i++) {
      const unknown = await ask(api.url, { extensions });
      expect(unknown.errors![0]!.extensions.code).toBe('PERSISTED_QUERY_NOT_FOUND');
      expect((await ask(api.url, { extensions, query: stranger })).data).toEqual({
        datasets: [{ slug: 'digits' }],
      });
    }
  });

  it('is refused under the hash of another', async () => {
    const { errors, data } = await ask(api.url, { extensions: persisted(hashes.Run!), query: stranger });
    expect(data ?? null).toBeNull();
    expect(errors![0]!.message).toContain('sha does not match');
  });

  it('is refused where only our own are answered, whatever its operation is named', async () => {
    await withServer(api, { persistedOnly: true }, async ({ url }) => {
      const own = { variables: { id: api.seed.first } };
      expect((await ask(url, { ...own, extensions: persisted(hashes.Run!) })).errors).toBeUndefined();
      expect((await ask(url, { ...own, query: texts[hashes.Run!] })).errors).toBeUndefined();
      for (const query of [stranger, 'query Run { datasets { slug } }', '{ __schema { types { name } } }']) {
        const { status, data, errors } = await ask(url, { query });
        expect([status, data ?? null, errors![0]!.extensions.code]).toEqual([403, null, 'FORBIDDEN']);
      }
      const query = 'subscription($id: ID!) { runProgress(id: $id) { phase } }';
      const stream = await post(`${url}/graphql/stream`, { query, variables: { id: api.seed.first } });
      expect([stream.status, stream.errors![0]!.extensions.code]).toEqual([403, 'FORBIDDEN']);
    });
  });
});
