import { randomUUID } from 'node:crypto';
import { textProblem } from '@engram/core';
import { datasets, runs, snapshots, tokens } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { config } from '../../factories/run.ts';
import { hiddenTexts } from '../../helpers/hidden-texts.ts';
import { withApi } from './api.ts';

const api = withApi({ runSettings: { codeVersion: 'test-version', presets: { tiny: config } } });
/** Of several kinds; tests/core/text/plain-text.test.ts tries them all. */
const texts = Object.entries(hiddenTexts).filter((_, index) => index % 6 === 1);
const refusal = { code: 'INVALID_ARGUMENT', message: expect.stringContaining('holds') as string };

describe('a name that controls a terminal or hides something', () => {
  it.each(texts)('is stored for no run, dataset, class, token or snapshot: %s', async (_what, text) => {
    const { store, seed } = api;
    const [run] = await runs.findByIds(store, [seed.first]);
    await expect(
      runs.create(store, { ...run!, id: randomUUID(), name: text, config } as never),
    ).rejects.toMatchObject(refusal);
    const dataset = { ...seed.dataset, slug: randomUUID(), contentHash: randomUUID(), datapoints: [] };
    for (const named of [
      { ...dataset, name: text, classes: [] },
      { ...dataset, classes: [{ index: 0, name: text }] },
    ])
      await expect(datasets.create(store, named)).rejects.toMatchObject(refusal);
    const expiresAt = new Date(Date.now() + 60_000);
    await expect(tokens.create(store, { name: text, scope: 'read', expiresAt })).rejects.toMatchObject(
      refusal,
    );
    const made = snapshots.create(store, { runIds: [seed.first], title: text });
    const title = await made.then(({ snapshot }) => snapshot.title).catch((error: unknown) => error);
    if (typeof title === 'string') expect(textProblem(title)).toBeNull();
    else expect(title).toMatchObject(refusal);
  });

  it.each(texts)('is refused, or made one line, by every mutation: %s', async (_what, text) => {
    const d = Buffer.from(`Datapoint:${api.seed.dataset.id}:3`).toString('base64');
    const mutations: [string, object][] = [
      [
        'mutation($s: String!) { createRun(input: { dataset: "digits", preset: "tiny", name: $s }) { run { name } } }',
        {},
      ],
      [
        'mutation($s: String!, $r: [ID!]!) { createSnapshot(runs: $r, title: $s) { snapshot { title } } }',
        { r: [api.seed.second] },
      ],
      [
        'mutation($s: String!, $d: [ID!]!) { addTags(datapoints: $d, tags: [$s]) { changedCount } }',
        { d: [d] },
      ],
      ['mutation($s: String!, $d: ID!) { addComment(datapoint: $d, text: $s) { comment { text } } }', { d }],
      [
        'mutation($s: String!, $d: ID!) { addComment(datapoint: $d, text: "x", author: $s) { comment { author } } }',
        { d },
      ],
      ['mutation($s: String!) { saveView(name: $s, address: "/compare") { view { name } } }', {}],
      ['mutation($s: String!) { saveView(name: "a view", address: $s) { view { address } } }', {}],
    ];
    const config = JSON.stringify({ name: text });
    mutations.push([
      'mutation($c: String!) { createRun(input: { dataset: "digits", preset: "tiny", config: $c }) { run { name } } }',
      { c: config },
    ]);
    for (const [mutation, variables] of mutations) {
      const { data, errors } = await api.ask(mutation, { ...variables, s: text });
      for (const { message, extensions } of errors ?? []) {
        expect(extensions.code, `${mutation}: ${message}`).toMatch(/^(INVALID_|BAD_USER_INPUT)/);
        expect(textProblem(message)).toBeNull();
      }
      if (!errors)
        for (const value of JSON.stringify(data).matchAll(/"((?:[^"\\]|\\.)*)"/g))
          expect(textProblem(JSON.parse(value[0]) as string, { lines: true }), mutation).toBeNull();
    }
    expect(api.logged.filter(({ message }) => message !== 'queued a run')).toEqual([]);
  });
});

describe('a name that was stored before it would be refused', () => {
  it.each(texts)('controls no paper, citation or page: %s', async (_what, text) => {
    const { store, seed } = api;
    const { snapshot } = await snapshots.create(store, { runIds: [seed.first], title: 'old' });
    // PostgreSQL cannot hold these two.
    const stored = text.replaceAll('\0', '\u0001').replaceAll(/\p{Cs}/gu, '\u0002');
    await store.pool.query('UPDATE snapshot SET title = $1 WHERE hash = $2', [stored, snapshot.hash]);
    await store.pool.query('UPDATE run SET name = $1 WHERE id = $2', [stored, seed.first]);
    const { snapshot: said } = await api.get<{ snapshot: Record<string, string> }>(
      'query($hash: String!) { snapshot(hash: $hash) { bibtex ris cff latexTable } }',
      { hash: snapshot.hash },
    );
    for (const written of Object.values(said))
      for (const line of written.split(/\r?\n/)) expect(textProblem(line)).toBeNull();
    expect(said.ris!.match(/^TI {2}- /gm)).toHaveLength(1);
    const page = await fetch(`${api.url}/s/${snapshot.hash}`, { headers: { accept: 'text/html' } });
    expect(textProblem(await page.text(), { lines: true })).toBeNull();
  });
});
