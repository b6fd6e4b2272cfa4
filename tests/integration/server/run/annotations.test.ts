import { annotationLimits } from '@engram/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { countStatements } from '../../../helpers/postgres/statements.ts';
import { askAs, makeToken, withServer } from '../http/access.ts';
import { withApi } from '../api.ts';
import { datapointCount } from '../seed.ts';

const api = withApi();
const idOf = (index: number, owner = api.seed.dataset.id): string =>
  Buffer.from(`Datapoint:${owner}:${index}`).toString('base64');
const add = `mutation($d: [ID!]!, $t: [String!]!) { addTags(datapoints: $d, tags: $t) { changedCount } }`;
const remove = `mutation($d: [ID!]!, $t: [String!]!) { removeTags(datapoints: $d, tags: $t) { changedCount } }`;
const comment = `mutation($d: ID!, $text: String!, $author: String) {
  addComment(datapoint: $d, text: $text, author: $author) { comment { id text author createdAt } }
}`;
const save = `mutation($name: String!, $address: String!) { saveView(name: $name, address: $address) { view { id name address } } }`;
const notes = `query($i: [Int!]) { datapoints(dataset: "digits", indices: $i) { tags comments { id text author } } }`;
const tagged = async (...indices: number[]) =>
  (await api.get<{ datapoints: { tags: string[] }[] }>(notes, { i: indices })).datapoints.map((d) => d.tags);

interface Commented {
  addComment: { comment: { id: string; text: string; author: string | null; createdAt: string } };
}
interface Saved {
  saveView: { view: { id: string; name: string; address: string } };
}

beforeEach(async () => {
  await api.store.pool.query('DELETE FROM tag; DELETE FROM comment; DELETE FROM saved_view');
});

describe('tags', () => {
  it('are put on datapoints and taken off, in canonical form, counted by dataset', async () => {
    expect(await api.get(add, { d: [idOf(3), idOf(4)], t: [' Odd  One ', 'ÅNGSTRÖM'] })).toEqual({
      addTags: { changedCount: 2 },
    });
    expect(await api.get(add, { d: [idOf(4), idOf(5)], t: ['odd one'] })).toEqual({
      addTags: { changedCount: 1 },
    });
    expect(await tagged(3, 5, 6)).toEqual([['odd one', 'ångström'], ['odd one'], []]);
    expect(await api.get('{ tags(dataset: "digits") { name count indices } }')).toEqual({
      tags: [
        { name: 'odd one', count: 3, indices: [3, 4, 5] },
        { name: 'ångström', count: 2, indices: [3, 4] },
      ],
    });
    expect(await api.get(remove, { d: [idOf(3), idOf(6)], t: ['ODD ONE'] })).toEqual({
      removeTags: { changedCount: 1 },
    });
    expect(await tagged(3)).toEqual([['ångström']]);
  });

  it('choose scores: any of them, within and, or, not, and whatever their capitals', async () => {
    const run = api.seed.first;
    await api.get(add, { d: [3, 4, 5].map((index) => idOf(index)), t: ['odd'] });
    await api.get(add, { d: [5, 6].map((index) => idOf(index)), t: ['blurred'] });
    const query = `query($filter: ScoreFilter!) {
      scores(filter: $filter, first: 100, orderBy: { field: INDEX, direction: ASC }) { nodes { datapoint { index } } }
    }`;
    const found = async (filter: object): Promise<number[]> =>
      (
        await api.get<{ scores: { nodes: { datapoint: { index: number } }[] } }>(query, {
          filter: { run, ...filter },
        })
      ).scores.nodes.map(({ datapoint }) => datapoint.index);
    expect(await found({ tags: [' ODD ', 'blurred'] })).toEqual([3, 4, 5, 6]);
    expect(
      await found({
        and: [
          { run, tags: ['odd'] },
          { run, tags: ['blurred'] },
        ],
      }),
    ).toEqual([5]);
    expect(await found({ tags: ['odd'], not: { run, tags: ['blurred'] } })).toEqual([3, 4]);
    expect(
      await found({
        or: [
          { run, tags: ['none'] },
          { run: api.seed.second, tags: ['blurred'] },
        ],
      }),
    ).toEqual([5, 6]);
    expect(await found({ tags: [] })).toEqual([]);
    expect(await found({ tags: ["' OR 1=1 --", '%', '💥'] })).toEqual([]);
    expect(await found({ not: { run, tags: ['odd', 'blurred'] }, indices: [2, 3, 7] })).toEqual([2, 7]);
  });

  it.each([
    ['tags.0', [idOf, 3], ["x'; DROP TABLE tag; --"]],
    ['tags.1', [idOf, 3], ['ok', ' ']],
    ['tags.0', [idOf, 3], ['x'.repeat(41)]],
    ['tags', [idOf, 3], []],
    ['tags', [idOf, 3], Array.from({ length: 51 }, (_, n) => `t${n}`)],
  ] as const)('are refused with the argument %s', async (argument, [id, index], t) => {
    for (const document of [add, remove]) {
      const { extensions } = await api.refusal(document, { d: [id(index)], t });
      expect(extensions).toMatchObject({ code: 'INVALID_ARGUMENT', argument });
    }
    expect(await tagged(3)).toEqual([[]]);
  });

  it('are refused for what is no datapoint, for too many of them, and for unknown ones', async () => {
    const run = Buffer.from(`Run:${api.seed.first}`).toString('base64');
    for (const id of [run, '', 'x', idOf(-1), idOf(2 ** 31), "' OR 1=1 --"])
      expect((await api.refusal(add, { d: [idOf(1), id], t: ['odd'] })).extensions).toMatchObject({
        code: 'INVALID_ARGUMENT',
        argument: 'datapoints.1',
      });
    const many = Array.from({ length: 1_001 }, () => idOf(1));
    expect((await api.refusal(add, { d: many, t: ['odd'] })).extensions.argument).toBe('datapoints');
    expect((await api.refusal(add, { d: [], t: ['odd'] })).extensions.argument).toBe('datapoints');
    const { extensions } = await api.refusal(add, { d: [idOf(1), idOf(datapointCount)], t: ['odd'] });
    expect(extensions.code).toBe('NOT_FOUND');
    expect(await tagged(1)).toEqual([[]]);
    expect((await api.refusal('{ tags(dataset: "none") { name } }')).extensions.code).toBe('NOT_FOUND');
  });

  it('are at most 50 of a datapoint', async () => {
    const t = Array.from({ length: annotationLimits.tagsEach }, (_, n) => `t${n}`);
    await api.get(add, { d: [idOf(1)], t });
    const { extensions, message } = await api.refusal(add, { d: [idOf(1)], t: ['odd'] });
    expect([extensions.code, message]).toEqual(['LIMIT_EXCEEDED', expect.stringContaining('50 tags')]);
  });
});

describe('comments', () => {
  it('are kept as they were written, found by their id, and removed', async () => {
    const text = `<img src=x onerror=alert(1)>\n'; DELETE FROM comment; -- 看 💥`;
    const made = await api.get<Commented>(comment, { d: idOf(7), text: `  ${text} `, author: ' Zoë ' });
    const { id } = made.addComment.comment;
    await api.get(comment, { d: idOf(7), text: 'two' });
    expect(made.addComment.comment).toMatchObject({ text, author: 'Zoë', createdAt: expect.any(String) });
    const { datapoints } = await api.get<{ datapoints: { comments: object[] }[] }>(notes, { i: [7] });
    expect(datapoints[0]!.comments).toEqual([
      { id, text, author: 'Zoë' },
      { id: expect.any(String), text: 'two', author: null },
    ]);
    const node = 'query($id: ID!) { node(id: $id) { id ... on Comment { author } } }';
    expect(await api.get(node, { id })).toEqual({ node: { id, author: 'Zoë' } });
    const removal = 'mutation($id: ID!) { removeComment(id: $id) { id } }';
    expect(await api.get(removal, { id })).toEqual({ removeComment: { id } });
    expect((await api.refusal(removal, { id })).extensions.code).toBe('NOT_FOUND');
    expect(await api.get(node, { id })).toEqual({ node: null });
    const edit =
      'mutation($id: ID!, $text: String!) { editComment(id: $id, text: $text) { comment { id } } }';
    expect((await api.refusal(edit, { id, text: 'x' })).extensions.code).toBe('NOT_FOUND');
    for (const text of [' ', 'x'.repeat(2_001)])
      expect((await api.refusal(edit, { id, text })).extensions.argument).toBe('text');
    for (const bad of [idOf(7), 'x', "' OR 1=1"])
      for (const [document, rest] of [
        [removal, {}],
        [edit, { text: 'x' }],
      ] as const)
        expect((await api.refusal(document, { id: bad, ...rest })).extensions.argument).toBe('id');
  });

  it.each([
    ['text', { text: ' \n ' }],
    ['text', { text: 'x'.repeat(2_001) }],
    ['text', { text: 'a\u0000b' }],
    ['author', { text: 'x', author: 'x'.repeat(81) }],
    ['datapoint', { text: 'x', d: 'nothing' }],
  ])('are refused with the argument %s', async (argument, given) => {
    const { extensions } = await api.refusal(comment, { d: idOf(7), ...given });
    expect(extensions).toMatchObject({ code: 'INVALID_ARGUMENT', argument });
  });

  it('stand under known datapoints only', async () => {
    const { extensions } = await api.refusal(comment, { d: idOf(datapointCount), text: 'x' });
    expect(extensions.code).toBe('NOT_FOUND');
  });
});

describe('saved views', () => {
  it('are listed by name, found by their id, and removed', async () => {
    const address = '/runs/1/explore?tags=odd%20one&order=index-asc';
    const { saveView } = await api.get<Saved>(save, { name: ' Odd\nones 看 ', address });
    await api.get(save, { name: "a'; DROP TABLE saved_view; --", address: '/' });
    expect(saveView.view).toMatchObject({ name: 'Odd ones 看', address });
    expect(await api.get('{ savedViews { name } }')).toEqual({
      savedViews: [{ name: "a'; DROP TABLE saved_view; --" }, { name: 'Odd ones 看' }],
    });
    const node = 'query($id: ID!) { node(id: $id) { ... on SavedView { address } } }';
    expect(await api.get(node, { id: saveView.view.id })).toEqual({ node: { address } });
    expect((await api.refusal(save, { name: 'Odd ones 看', address: '/' })).extensions.code).toBe('CONFLICT');
    const replace =
      'mutation($n: String!) { saveView(name: $n, address: "/", replace: true) { view { id } } }';
    expect(await api.get(replace, { n: 'Odd ones 看' })).toEqual({
      saveView: { view: { id: saveView.view.id } },
    });
    expect(await api.get(node, { id: saveView.view.id })).toEqual({ node: { address: '/' } });
    const rename =
      'mutation($id: ID!, $name: String!) { renameView(id: $id, name: $name) { view { id name address } } }';
    const { id } = saveView.view;
    expect(await api.get(rename, { id, name: 'Evens' })).toEqual({
      renameView: { view: { id, name: 'Evens', address: '/' } },
    });
    expect(await api.get(rename, { id, name: 'Evens' })).toMatchObject({ renameView: { view: { id } } });
    const taken = await api.refusal(rename, { id, name: "a'; DROP TABLE saved_view; --" });
    expect(taken.extensions.code).toBe('CONFLICT');
    expect((await api.refusal(rename, { id, name: ' ' })).extensions.argument).toBe('name');
    const removal = 'mutation($id: ID!) { removeView(id: $id) { id } }';
    await api.get(removal, { id: saveView.view.id });
    expect((await api.refusal(removal, { id: saveView.view.id })).extensions.code).toBe('NOT_FOUND');
    expect((await api.refusal(rename, { id, name: 'x' })).extensions.code).toBe('NOT_FOUND');
    expect((await api.refusal(removal, { id: idOf(1) })).extensions.argument).toBe('id');
  });

  it.each([
    ['name', { name: ' ' }],
    ['name', { name: 'x'.repeat(81) }],
    ['address', { address: 'https://evil.example/' }],
    ['address', { address: '//evil.example' }],
    ['address', { address: '/\\evil.example' }],
    ['address', { address: 'javascript:alert(1)' }],
    ['address', { address: `/${'x'.repeat(2_000)}` }],
  ])('are refused with the argument %s: %j', async (argument, given) => {
    const { extensions } = await api.refusal(save, { name: 'n', address: '/', ...given });
    expect(extensions).toMatchObject({ code: 'INVALID_ARGUMENT', argument });
  });
});

describe('the list of comments', () => {
  const list = `query($first: Int, $after: String, $dataset: String) {
    comments(first: $first, after: $after, dataset: $dataset) {
      nodes { text author maker datapoint { index dataset { slug } } } pageInfo { hasNextPage endCursor } } }`;
  interface Listed {
    comments: {
      nodes: { text: string; datapoint: { index: number } }[];
      pageInfo: { hasNextPage: boolean; endCursor: string };
    };
  }

  it('has those of all datapoints, the newest first, page by page', async () => {
    for (const index of [3, 4, 5]) await api.get(comment, { d: idOf(index), text: `on ${index}` });
    // Comments, datapoints, dataset.
    expect(await countStatements(() => api.get(list, { first: 2 }))).toBe(3);
    const { comments: first } = await api.get<Listed>(list, { first: 2 });
    expect(first.nodes).toEqual(
      [5, 4].map((index) => ({
        ...{ text: `on ${index}`, author: null, maker: null },
        datapoint: { index, dataset: { slug: 'digits' } },
      })),
    );
    const { comments: rest } = await api.get<Listed>(list, {
      ...{ first: 2, dataset: 'digits', after: undefined },
    });
    expect(rest.nodes.map(({ text }) => text)).toEqual(['on 5', 'on 4']);
    const { comments: older } = await api.get<Listed>(list, { first: 2, after: first.pageInfo.endCursor });
    expect(older.nodes.map(({ text }) => text)).toEqual(['on 3']);
    expect(older.pageInfo.hasNextPage).toBe(false);
    const { errors } = await api.ask(list, { first: 2, dataset: 'nowhere' });
    expect(errors?.[0]!.extensions.code).toBe('NOT_FOUND');
  });
});

describe('statements', () => {
  it('are one for the tags and one for the comments of 100 datapoints, whatever their number', async () => {
    const i = Array.from({ length: 100 }, (_, index) => index);
    await api.get(add, { d: i.map((index) => idOf(index)), t: ['odd'] });
    await api.get(comment, { d: idOf(7), text: 'x' });
    // Dataset, datapoints, tags, comments.
    expect(await countStatements(() => api.get(notes, { i }))).toBe(4);
  });

  it('are one for each mutation', async () => {
    const d = Array.from({ length: 100 }, (_, index) => idOf(index));
    for (const [document, variables] of [
      [add, { d, t: ['odd', 'two'] }],
      [remove, { d, t: ['odd', 'two'] }],
      [comment, { d: d[0], text: 'x' }],
      [save, { name: 'one', address: '/' }],
    ] as const)
      expect(await countStatements(() => api.get(document, variables))).toBe(1);
  });
});

describe('where tokens are asked for', () => {
  const runSettings = { codeVersion: 'test', presets: {} };
  const create = 'mutation { createRun(input: { dataset: "digits", preset: "none" }) { run { id } } }';

  it('annotating needs the scope annotate, which lets nobody queue runs', async () => {
    await withServer(api, { auth: 'required', runSettings }, async (server) => {
      const [read, annotate] = [await makeToken(api, 'read'), await makeToken(api, 'annotate')];
      const all: [string, object][] = [
        [add, { d: [idOf(1)], t: ['odd'] }],
        [remove, { d: [idOf(1)], t: ['odd'] }],
        [comment, { d: idOf(1), text: 'x' }],
        [save, { name: 'one', address: '/' }],
        ['mutation($id: ID!) { editComment(id: $id, text: "y") { comment { id } } }', { id: 'x' }],
        ['mutation($id: ID!) { removeComment(id: $id) { id } }', { id: 'x' }],
        ['mutation($id: ID!) { renameView(id: $id, name: "y") { view { id } } }', { id: 'x' }],
        ['mutation($id: ID!) { removeView(id: $id) { id } }', { id: 'x' }],
        ['mutation($id: ID!) { renameRun(id: $id, name: "factory") { run { id } } }', { id: api.seed.first }],
        [
          'mutation($id: ID!) { archiveRun(id: $id, archived: false) { run { id } } }',
          { id: api.seed.first },
        ],
        ['mutation($id: ID!) { addRunTags(id: $id, tags: ["a"]) { run { id } } }', { id: api.seed.first }],
        ['mutation($id: ID!) { removeRunTags(id: $id, tags: ["a"]) { run { id } } }', { id: api.seed.first }],
      ];
      for (const [document, variables] of all) {
        expect((await askAs(server, null, document, variables)).status).toBe(401);
        const refused = await askAs(server, read, document, variables);
        expect([refused.status, refused.errors![0]!.extensions.code]).toEqual([403, 'FORBIDDEN']);
        expect(refused.errors![0]!.message).toContain('--scope annotate');
        const allowed = await askAs(server, annotate, document, variables);
        expect(allowed.errors?.[0]?.extensions.code ?? 'INVALID_ARGUMENT').toBe('INVALID_ARGUMENT');
      }
      const refused = await askAs(server, annotate, create);
      expect(refused.errors![0]!.message).toContain('--scope runs:write');
    });
  });

  it('a note is removed and changed by the token that made it, or by an admin', async () => {
    await withServer(api, { auth: 'required', runSettings }, async (server) => {
      const [ada, bob, admin] = await Promise.all(
        (['annotate', 'annotate', 'admin'] as const).map((scope) => makeToken(api, scope)),
      );
      const written = await askAs<Commented>(server, ada!, comment, { d: idOf(3), text: 'mine' });
      const saved = await askAs<Saved>(server, ada!, save, { name: 'mine', address: '/' });
      const [note, view] = [written.data!.addComment.comment.id, saved.data!.saveView.view.id];
      const edited =
        'mutation($id: ID!) { editComment(id: $id, text: "better") { comment { text editor editedAt } } }';
      const dropped = 'mutation($id: ID!) { removeComment(id: $id) { id } }';
      const renamed = 'mutation($id: ID!) { renameView(id: $id, name: "his") { view { name } } }';
      const replaced =
        'mutation { saveView(name: "mine", address: "/compare", replace: true) { view { maker } } }';
      const gone = 'mutation($id: ID!) { removeView(id: $id) { id } }';
      for (const [document, id] of [
        [edited, note],
        [dropped, note],
        [renamed, view],
        [replaced, view],
        [gone, view],
      ] as const) {
        const { errors } = await askAs(server, bob!, document, { id });
        expect(errors?.[0]!.extensions.code).toBe('FORBIDDEN');
        expect(errors![0]!.message).toContain("'a annotate ");
      }
      expect((await askAs(server, ada!, replaced)).data).toEqual({
        saveView: { view: { maker: expect.stringMatching(/^a annotate/) } },
      });
      for (const token of [ada!, admin!])
        expect((await askAs(server, token, edited, { id: note })).data).toEqual({
          // The second has nothing to change.
          editComment: {
            comment: {
              text: 'better',
              editor: expect.stringMatching(/^a annotate/),
              editedAt: expect.any(String),
            },
          },
        });
      const outdated =
        'mutation($id: ID!) { editComment(id: $id, text: "best", was: "mine") { comment { text } } }';
      const { errors } = await askAs(server, ada!, outdated, { id: note });
      expect(errors?.[0]!.extensions.code).toBe('CONFLICT');
      const unread = 'mutation($id: ID!) { removeComment(id: $id, was: "mine") { id } }';
      const refused = await askAs(server, ada!, unread, { id: note });
      expect(refused.errors?.[0]!.extensions.code).toBe('CONFLICT');
      expect((await askAs(server, admin!, renamed, { id: view })).errors).toBeUndefined();
      expect((await askAs(server, ada!, dropped, { id: note })).errors).toBeUndefined();
      expect((await askAs(server, admin!, gone, { id: view })).errors).toBeUndefined();
    });
  });

  it('a mutation that hides another one, in fragments or beside it, needs what that one needs', async () => {
    await withServer(api, { auth: 'required', runSettings }, async (server) => {
      const annotate = await makeToken(api, 'annotate');
      const tag = `addTags(datapoints: ["${idOf(1)}"], tags: ["odd"]) { changedCount }`;
      const make = 'createRun(input: { dataset: "digits", preset: "none" }) { run { id } }';
      for (const document of [
        `mutation { ${tag} ${make} }`,
        `mutation { ${tag} ... on Mutation { ${make} } }`,
        `mutation { ${tag} ...a } fragment a on Mutation { ...b } fragment b on Mutation { ${make} }`,
        `mutation { addTags: ${make} }`,
      ])
        expect((await askAs(server, annotate, document)).errors![0]!.message).toContain('--scope runs:write');
      expect(await tagged(1)).toEqual([[]]);
      const inside = `mutation { ...a } fragment a on Mutation { ... { ${tag} } }`;
      expect((await askAs(server, annotate, inside)).errors).toBeUndefined();
    });
  });

  it('the dashboard annotates only where it was said to', async () => {
    const variables = { d: [idOf(1)], t: ['odd'] };
    for (const [dashboardScope, status] of [
      [undefined, 403],
      ['read', 403],
      ['annotate', 200],
    ] as const)
      await withServer(api, { auth: 'required', dashboardKey: 'key', dashboardScope }, async (server) => {
        expect((await askAs(server, 'key', add, variables)).status).toBe(status);
        expect((await askAs(server, 'key', create)).status).toBe(403);
      });
  });
});
