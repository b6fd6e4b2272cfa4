import { randomUUID } from 'node:crypto';
import { annotationLimits } from '@engram/core';
import {
  comments,
  datasets,
  savedViews,
  storeAdmin,
  tags,
  type DatapointKey,
  type DatasetRow,
  type NoteChanger,
} from '@engram/store';
import { beforeAll, describe, expect, it } from 'vitest';
import { createDataset } from '../../../factories/run.ts';
import { countStatements } from '../../../helpers/postgres/statements.ts';
import { withScratchStore } from '../../../helpers/postgres/store.ts';

const scratch = withScratchStore();
let dataset: DatasetRow;
const at = (...indices: number[]): DatapointKey[] =>
  indices.map((index) => ({ datasetId: dataset.id, index }));
const namesAt = async (...indices: number[]) =>
  (await tags.ofDatapoints(scratch.store, at(...indices))).map(({ index, name }) => [index, name]);

beforeAll(async () => {
  dataset = await createDataset(scratch.store, 1_500);
});

describe('tags', () => {
  it('are put on many datapoints and taken off in one statement each, and count those that changed', async () => {
    const many = at(...Array.from({ length: 1_000 }, (_, index) => index));
    let changed = 0;
    const add = () => tags.add(scratch.store, many, ['odd', 'zwei']).then((count) => (changed = count));
    expect([await countStatements(add), changed]).toEqual([1, 1_000]);
    expect(await tags.add(scratch.store, [...many, ...at(1_000, 1_000)], ['odd'])).toBe(1);
    expect(await tags.count(scratch.store, dataset.id)).toEqual([
      { name: 'odd', count: 1_001 },
      { name: 'zwei', count: 1_000 },
    ]);
    const remove = () =>
      tags.remove(scratch.store, many.slice(5), ['odd', 'zwei']).then((n) => (changed = n));
    expect([await countStatements(remove), changed]).toEqual([1, 995]);
    expect(await tags.remove(scratch.store, many.slice(5), ['odd'])).toBe(0);
    expect(await tags.indicesOf(scratch.store, dataset.id, ['odd', 'zwei', 'none'])).toEqual(
      new Map([
        ['odd', [0, 1, 2, 3, 4, 1_000]],
        ['zwei', [0, 1, 2, 3, 4]],
      ]),
    );
    expect(await namesAt(0, 7, 1_000, 9_999)).toEqual([
      [0, 'odd'],
      [0, 'zwei'],
      [1_000, 'odd'],
    ]);
  });

  it('are not put anywhere when one datapoint is unknown', async () => {
    const refused = expect.objectContaining({
      code: 'NOT_FOUND',
      message: expect.stringContaining('1 of the 2'),
    });
    await expect(tags.add(scratch.store, at(1_100, 1_500), ['odd'])).rejects.toEqual(refused);
    await expect(tags.add(scratch.store, [{ datasetId: randomUUID(), index: 0 }], ['odd'])).rejects.toThrow();
    expect(await namesAt(1_100)).toEqual([]);
  });

  it('are at most 50 of a datapoint; what would go beyond is refused as a whole', async () => {
    const names = Array.from({ length: annotationLimits.tagsEach }, (_, n) => `tag ${n}`);
    await tags.add(scratch.store, at(1_200), names.slice(1));
    await tags.add(scratch.store, at(1_200), names);
    await expect(tags.add(scratch.store, at(1_201, 1_200), ['one more'])).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
      message: expect.stringContaining('Datapoint 1200'),
    });
    expect(await namesAt(1_201)).toEqual([]);
    await tags.remove(scratch.store, at(1_200), names);
  });

  it('are at most 1,000 different ones of a dataset', async () => {
    const names = Array.from({ length: 25 }, (_, n) => n);
    const before = (await tags.count(scratch.store, dataset.id)).length;
    for (let n = 0; n < 39; n++)
      await tags.add(
        scratch.store,
        at(1_300 + n),
        names.map((name) => `${n}-${name}`),
      );
    await tags.add(
      scratch.store,
      at(1_340),
      names.slice(before).map((name) => `last-${name}`),
    );
    await expect(tags.add(scratch.store, at(1_341), ['one more'])).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
      message: expect.stringContaining('different tags'),
    });
    expect(await tags.add(scratch.store, at(1_341), ['odd'])).toBe(1);
  });
});

describe('comments', () => {
  it('are found under their datapoint, the oldest first, as they were written', async () => {
    const [key] = at(3);
    const text = '<script>alert("x")</script>\n\'; DROP TABLE comment; -- 💥';
    const first = await comments.add(scratch.store, { ...key!, text, author: 'Zoë' });
    const second = await comments.add(scratch.store, { ...key!, text: 'two', author: null });
    expect(first).toMatchObject({ text, author: 'Zoë', index: 3, createdAt: expect.any(Date) });
    expect(await comments.ofDatapoints(scratch.store, at(3, 4))).toEqual([first, second]);
    expect(await comments.findByIds(scratch.store, [second.id, 'nothing'])).toEqual([second]);
    await comments.remove(scratch.store, first.id, storeAdmin);
    expect(await comments.ofDatapoints(scratch.store, at(3))).toEqual([second]);
    for (const id of [first.id, 'nothing'])
      for (const change of [
        comments.remove(scratch.store, id, storeAdmin),
        comments.edit(scratch.store, id, { text: 'x' }, storeAdmin),
      ])
        await expect(change).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('are removed as they were read: one that got another text meanwhile stays', async () => {
    const [key] = at(7);
    const { id } = await comments.add(scratch.store, { ...key!, text: 'a one', author: null });
    await comments.edit(scratch.store, id, { text: 'a seven' }, storeAdmin);
    await expect(comments.remove(scratch.store, id, storeAdmin, 'a one')).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('changed this comment in the meantime'),
    });
    expect(await comments.findByIds(scratch.store, [id])).toHaveLength(1);
    await comments.remove(scratch.store, id, storeAdmin, 'a seven');
    expect(await comments.findByIds(scratch.store, [id])).toEqual([]);
  });

  it('get another text in one statement, and say when; the same text changes nothing', async () => {
    const written = await comments.add(scratch.store, { ...at(6)[0]!, text: 'a one', author: 'Zoë' });
    expect(written.editedAt).toBeNull();
    const edit = (text: string) => comments.edit(scratch.store, written.id, { text }, storeAdmin);
    expect(await edit('a one')).toEqual(written);
    let edited = written;
    expect(await countStatements(() => edit('a seven').then((row) => (edited = row)))).toBe(1);
    expect(edited).toEqual({ ...written, text: 'a seven', editedAt: expect.any(Date) });
    expect(await comments.ofDatapoints(scratch.store, at(6))).toEqual([edited]);
  });

  it('say by which token they were edited, and keep what somebody else wrote in the meantime', async () => {
    const makerOf = (name: string) => ({ id: randomUUID(), name });
    const ada = makerOf('ada');
    const bob: NoteChanger = { maker: makerOf('bob'), isAdmin: true };
    const eve: NoteChanger = { maker: makerOf('eve'), isAdmin: false };
    const { id } = await comments.add(scratch.store, {
      ...at(7)[0]!,
      text: 'a one',
      author: null,
      maker: ada,
    });
    const edit = (text: string, was: string | undefined, by: NoteChanger = { maker: ada, isAdmin: false }) =>
      comments.edit(scratch.store, id, { text, was }, by);
    expect(await edit('a seven', 'a one', bob)).toMatchObject({ maker: 'ada', editor: 'bob' });
    await expect(edit('a two', 'a one')).rejects.toMatchObject({ code: 'CONFLICT' });
    // Who wants what is there already, has it.
    expect(await edit('a seven', 'a one')).toMatchObject({ text: 'a seven', editor: 'bob' });
    expect(await edit('a two', 'a seven')).toMatchObject({ text: 'a two', editor: 'ada' });
    for (const was of ['a two', 'a one', undefined])
      await expect(edit('mine', was, eve)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await edit('a three', undefined, storeAdmin)).toMatchObject({ editor: null });
  });

  it('are at most 1,000 of a datapoint, and stand under known ones only', async () => {
    await scratch.store.pool.query(
      `INSERT INTO comment (id, dataset_id, index, text) SELECT gen_random_uuid(), $1, 5, 'x' FROM generate_series(1, 999)`,
      [dataset.id],
    );
    const add = (index: number) =>
      comments.add(scratch.store, { datasetId: dataset.id, index, text: 'y', author: null });
    await add(5);
    await expect(add(5)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' });
    await expect(add(1_500)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('saved views', () => {
  it('have names of their own and are listed by them', async () => {
    const save = (name: string, address: string) =>
      savedViews.save(scratch.store, { name, address }, storeAdmin);
    const later = await save('zwei', '/compare');
    const earlier = await save('Eins', '/?a=1');
    expect(await savedViews.list(scratch.store)).toEqual([earlier, later]);
    await expect(save('zwei', '/')).rejects.toMatchObject({ code: 'CONFLICT' });
    await savedViews.remove(scratch.store, later.id, storeAdmin);
    await expect(savedViews.remove(scratch.store, later.id, storeAdmin)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await savedViews.findByIds(scratch.store, [earlier.id, later.id, 'x'])).toEqual([earlier]);
  });

  it('give way to another page under their name when they are to, and keep their id', async () => {
    const before = await savedViews.save(scratch.store, { name: 'mine', address: '/' }, storeAdmin);
    const page = { name: 'mine', address: '/compare', replace: true };
    expect(await savedViews.save(scratch.store, page, storeAdmin)).toEqual({
      ...before,
      address: '/compare',
    });
    expect(await savedViews.findByIds(scratch.store, [before.id])).toMatchObject([{ address: '/compare' }]);
    await savedViews.remove(scratch.store, before.id, storeAdmin);
  });

  it('are at most 1,000, of which one may still be replaced', async () => {
    await scratch.store.pool.query(
      `INSERT INTO saved_view (id, name, address) SELECT gen_random_uuid(), 'v' || n, '/' FROM generate_series(1, 999) n`,
    );
    const one = { name: 'one too many', address: '/' };
    await expect(savedViews.save(scratch.store, one, storeAdmin)).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
    });
    const known = { name: 'v7', address: '/compare', replace: true };
    expect(await savedViews.save(scratch.store, known, storeAdmin)).toMatchObject({
      name: 'v7',
      address: '/compare',
    });
    await expect(savedViews.save(scratch.store, { ...one, replace: true }, storeAdmin)).rejects.toMatchObject(
      {
        code: 'LIMIT_EXCEEDED',
      },
    );
  });

  it.each(['//evil', '/\\evil', 'https://evil', ''])(
    'are kept by the database from leading to %j',
    async (a) => {
      const insert = `INSERT INTO saved_view (id, name, address) VALUES (gen_random_uuid(), $1, $1)`;
      await expect(scratch.store.pool.query(insert, [a])).rejects.toThrow(/saved_view_address_check/);
    },
  );
});

describe('a dataset that is removed', () => {
  it('takes its tags and comments with it', async () => {
    const other = await createDataset(scratch.store, 3);
    const key = { datasetId: other.id, index: 1 };
    await tags.add(scratch.store, [key], ['odd']);
    await comments.add(scratch.store, { ...key, text: 'x', author: null });
    expect(await datasets.remove(scratch.store, other.slug)).toBe(true);
    expect(await tags.count(scratch.store, other.id)).toEqual([]);
    expect(await comments.ofDatapoints(scratch.store, [key])).toEqual([]);
  });
});
