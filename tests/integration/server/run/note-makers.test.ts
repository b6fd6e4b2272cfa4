import { randomUUID } from 'node:crypto';
import { tokens } from '@engram/store';
import { beforeEach, describe, expect, it } from 'vitest';
import { countStatements } from '../../../helpers/postgres/statements.ts';
import { askAs, makeToken, withServer } from '../http/access.ts';
import { withApi } from '../api.ts';

const api = withApi();
const runSettings = { codeVersion: 'test', presets: {} };
const idOf = (index: number): string =>
  Buffer.from(`Datapoint:${api.seed.dataset.id}:${index}`).toString('base64');
const add = `mutation($d: [ID!]!, $t: [String!]!) { addTags(datapoints: $d, tags: $t) { changedCount } }`;
const remove = `mutation($d: [ID!]!, $t: [String!]!) { removeTags(datapoints: $d, tags: $t) { changedCount } }`;
const comment = `mutation($d: ID!, $text: String!) { addComment(datapoint: $d, text: $text) { comment { id } } }`;
const save = `mutation($name: String!, $address: String!) { saveView(name: $name, address: $address) { view { id } } }`;

beforeEach(async () => {
  await api.store.pool.query('DELETE FROM tag; DELETE FROM comment; DELETE FROM saved_view');
});

describe('notes', () => {
  it('a tag says who put it there, and is taken off by that token or an admin, with all others of a list or none', async () => {
    await withServer(api, { auth: 'required', runSettings }, async (server) => {
      const [ada, bob, admin] = await Promise.all(
        (['annotate', 'annotate', 'admin'] as const).map((scope) => makeToken(api, scope)),
      );
      const details =
        'query($i: [Int!]) { datapoints(dataset: "digits", indices: $i) { tagDetails { name maker } } }';
      await askAs(server, ada!, add, { d: [idOf(3)], t: ['odd'] });
      // Who puts on it what is there already, makes nothing.
      await askAs(server, bob!, add, { d: [idOf(3), idOf(4)], t: ['odd'] });
      await api.get(add, { d: [idOf(3)], t: ['nobody'] });
      const { errors } = await askAs(server, bob!, remove, { d: [idOf(3), idOf(4)], t: ['odd'] });
      expect(errors?.[0]!.extensions.code).toBe('FORBIDDEN');
      expect(errors![0]!.message).toContain("This tag was made with the token 'a annotate ");
      expect(await api.get(details, { i: [3, 4] })).toEqual({
        datapoints: [
          {
            tagDetails: [
              { name: 'nobody', maker: null },
              { name: 'odd', maker: expect.stringMatching(/^a annotate/) },
            ],
          },
          { tagDetails: [{ name: 'odd', maker: expect.stringMatching(/^a annotate/) }] },
        ],
      });
      for (const [token, index, tag] of [
        [bob!, 4, 'odd'],
        [bob!, 3, 'nobody'],
        [admin!, 3, 'odd'],
      ] as const) {
        const gone = await askAs(server, token, remove, { d: [idOf(index)], t: [tag] });
        expect(gone.data).toMatchObject({ removeTags: { changedCount: 1 } });
      }
    });
  });
});

describe('what the API says of who may change a note', () => {
  const asked = `query($i: [Int!]) {
    datapoints(dataset: "digits", indices: $i) { tagDetails { mayChange } comments { mayChange } }
    tags(dataset: "digits") { lockedIndices }
    savedViews { mayChange }
  }`;
  const all = (mayChange: boolean) => ({
    datapoints: [{ tagDetails: [{ mayChange }], comments: [{ mayChange }] }],
    tags: [{ lockedIndices: mayChange ? [] : [3] }],
    savedViews: [{ mayChange }],
  });
  const writeAll = async (by: Parameters<typeof askAs>[0], token: string) => {
    await askAs(by, token, add, { d: [idOf(3)], t: ['odd'] });
    await askAs(by, token, comment, { d: idOf(3), text: 'x' });
    await askAs(by, token, save, { name: 'mine', address: '/' });
  };

  it('is what it does: yes to the token that made it and to admins, no to others, to readers, and to another token of the same scope', async () => {
    const dashboardKey = tokens.newSecret();
    const options = { auth: 'required', runSettings, dashboardKey, dashboardScope: 'annotate' } as const;
    await withServer(api, options, async (server) => {
      const ada = await makeToken(api, 'annotate');
      await writeAll(server, ada);
      for (const [token, mayChange] of [
        [ada, true],
        [await makeToken(api, 'admin'), true],
        [await makeToken(api, 'annotate'), false],
        [dashboardKey, false],
      ] as const)
        expect((await askAs(server, token, asked, { i: [3] })).data).toEqual(all(mayChange));
    });
  });

  it('lets those who annotate change what nobody signed, and those who only read nothing', async () => {
    const dashboardKey = tokens.newSecret();
    const options = { auth: 'required', runSettings, dashboardKey, dashboardScope: 'annotate' } as const;
    await withServer(api, options, async (server) => {
      await writeAll(server, dashboardKey);
      expect((await askAs(server, dashboardKey, asked, { i: [3] })).data).toEqual(all(true));
      const annotate = await makeToken(api, 'annotate');
      expect((await askAs(server, annotate, asked, { i: [3] })).data).toEqual(all(true));
      const read = await makeToken(api, 'read');
      expect((await askAs(server, read, asked, { i: [3] })).data).toEqual(all(false));
    });
  });
});

describe('a reader of the dashboard, who has no token', () => {
  it('takes off no tag that a token put there', async () => {
    const dashboardKey = tokens.newSecret();
    const options = { auth: 'required', runSettings, dashboardKey, dashboardScope: 'annotate' } as const;
    await withServer(api, options, async (server) => {
      const ada = await makeToken(api, 'annotate');
      await askAs(server, ada, add, { d: [idOf(3)], t: ['odd'] });
      await askAs(server, dashboardKey, add, { d: [idOf(4)], t: ['odd'] });
      const refused = await askAs(server, dashboardKey, remove, { d: [idOf(3)], t: ['odd'] });
      expect(refused.errors?.[0]!.extensions.code).toBe('FORBIDDEN');
      // Its own it signs as little as another reader's.
      const gone = await askAs(server, dashboardKey, remove, { d: [idOf(4)], t: ['odd'] });
      expect(gone.data).toMatchObject({ removeTags: { changedCount: 1 } });
    });
  });
});

describe('saved views', () => {
  it('name the run that they show, also on the page of a datapoint', async () => {
    const { first } = api.seed;
    const addresses = [
      `/runs/${first}/explore?class=3`,
      `/runs/${first}`,
      `/runs/${randomUUID()}`,
      '/compare',
      '/runs/x',
      `/datapoints/digits/3?run=${first}`,
    ];
    for (const [n, address] of addresses.entries()) await api.get(save, { name: `view ${n}`, address });
    const { savedViews: views } = await api.get<{ savedViews: { runName: string | null }[] }>(
      '{ savedViews { runName } }',
    );
    const { run } = await api.get<{ run: { name: string } }>(`{ run(id: "${first}") { name } }`);
    expect(views.map((view) => view.runName)).toEqual([run.name, run.name, null, null, null, run.name]);
    // Views, runs.
    expect(await countStatements(() => api.get('{ savedViews { runName } }'))).toBe(2);
  });
});

describe('the datapoints with a comment', () => {
  it('are those of the dataset, each once, ascending', async () => {
    for (const index of [9, 5, 9]) await api.get(comment, { d: idOf(index), text: 'x' });
    const asked = 'query($dataset: String!) { commentedDatapoints(dataset: $dataset) }';
    expect(await api.get(asked, { dataset: 'digits' })).toEqual({ commentedDatapoints: [5, 9] });
    expect((await api.refusal(asked, { dataset: 'nowhere' })).extensions.code).toBe('NOT_FOUND');
  });
});
