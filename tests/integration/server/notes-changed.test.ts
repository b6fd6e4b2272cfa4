import { comments, notesRevision, storeAdmin, tags } from '@engram/store';
import { describe, expect, it } from 'vitest';
import { NotesWatch } from '../../../server/src/notes/notes-watch.ts';
import { createDataset } from '../../factories/run.ts';
import { countStatements } from '../../helpers/postgres/statements.ts';
import { withApi } from './api.ts';

const api = withApi();
const keyOf = (index: number) => ({ datasetId: api.seed.dataset.id, index });
const idOf = async (index: number) =>
  (await api.get<{ datapoint: { id: string } }>(`{ datapoint(dataset: "digits", index: ${index}) { id } }`))
    .datapoint.id;
const follow = (datapoint: string | null, dataset: string | null = null) =>
  fetch(`${api.url}/graphql/stream`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({
      query:
        'subscription($datapoint: ID, $dataset: String) { notesChanged(datapoint: $datapoint, dataset: $dataset) { revision } }',
      variables: { datapoint, dataset },
    }),
  });

/** The revisions that a stream says, one after the other. */
async function* revisionsOf(response: Response): AsyncGenerator<string> {
  let text = '';
  for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
    const events = (text + part).split('\n\n');
    text = events.pop()!;
    for (const event of events) {
      const data = /^data: (.+)$/m.exec(event)?.[1];
      if (data)
        yield (JSON.parse(data) as { data: { notesChanged: { revision: string } } }).data.notesChanged
          .revision;
    }
  }
}
const next = async (revisions: AsyncGenerator<string>) => (await revisions.next()).value as string;

describe('notesChanged', () => {
  it('asks the store once a second with one statement for all streams', async () => {
    const watch = new NotesWatch(api.store);
    const streams = () => Promise.all(Array.from({ length: 20 }, () => watch.next()));
    for (let second = 0; second < 2; second++) expect(await countStatements(streams)).toBe(1);
    expect(await countStatements(() => notesRevision.ofDatapoint(api.store, keyOf(5)))).toBe(1);
  });

  it('says at once, and after each change of a datapoint, that its notes are others', async () => {
    const revisions = revisionsOf(await follow(await idOf(5)));
    const seen = [await next(revisions)];
    const { id } = await comments.add(api.store, { ...keyOf(5), text: 'a seven?', author: null });
    seen.push(await next(revisions));
    await tags.add(api.store, [keyOf(5)], ['odd']);
    seen.push(await next(revisions));
    await comments.edit(api.store, id, { text: 'a one?' }, storeAdmin);
    seen.push(await next(revisions));
    await comments.remove(api.store, id, storeAdmin);
    seen.push(await next(revisions));
    expect(new Set(seen).size).toBe(5);
    await tags.remove(api.store, [keyOf(5)], ['odd']);
    expect(await next(revisions)).toBe(seen[0]);
    await revisions.return(undefined);
  });

  it('of all datapoints follows the notes of each dataset', async () => {
    const other = { datasetId: (await createDataset(api.store, 3)).id, index: 1 };
    const revisions = revisionsOf(await follow(null));
    const seen = [await next(revisions)];
    for (const key of [keyOf(8), other]) {
      const { id } = await comments.add(api.store, { ...key, text: 'an eight?', author: null });
      seen.push(await next(revisions));
      await comments.edit(api.store, id, { text: 'a nine?' }, storeAdmin);
      seen.push(await next(revisions));
      await tags.add(api.store, [key], ['odd']);
      seen.push(await next(revisions));
    }
    await revisions.return(undefined);
    expect(seen).toEqual([...new Set(seen)]);
  });

  it('of a dataset follows all its tags and comments, and those of no other dataset', async () => {
    const other = { datasetId: (await createDataset(api.store, 3)).id, index: 1 };
    const revisions = revisionsOf(await follow(null, 'digits'));
    const { datasetId } = keyOf(0);
    const counted = async () => (await notesRevision.ofDatasets(api.store)).get(datasetId) ?? '0';
    const seen = [await next(revisions)];
    const see = async (change: Promise<unknown>) => {
      await change;
      seen.push(await next(revisions));
      expect(seen.at(-1)).toBe(await counted());
    };
    await tags.add(api.store, [other], ['odd']);
    await see(tags.add(api.store, [keyOf(2), keyOf(3)], ['odd']));
    const adding = comments.add(api.store, { ...keyOf(4), text: 'a four?', author: null });
    await see(adding);
    const { id } = await adding;
    await see(comments.edit(api.store, id, { text: 'a nine?' }, storeAdmin));
    const edited = await counted();
    await comments.edit(api.store, id, { text: 'a nine?' }, storeAdmin);
    expect(await counted()).toBe(edited);
    await see(comments.remove(api.store, id, storeAdmin));
    await see(tags.remove(api.store, [keyOf(2), keyOf(3)], ['odd']));
    await revisions.return(undefined);
    expect(seen).toEqual([...new Set(seen)]);
    const before = await notesRevision.ofDatasets(api.store);
    // What changes nothing, counts as nothing.
    await tags.remove(api.store, [keyOf(2), other], ['even']);
    await tags.add(api.store, [other], ['odd']);
    expect(await notesRevision.ofDatasets(api.store)).toEqual(before);
  });

  it('says what is wrong with an id that names no datapoint', async () => {
    const other = await follow(api.seed.first);
    expect(other.status).toBe(400);
    expect(await other.text()).toContain("'datapoint' is not the id of a datapoint");
    const both = await follow(await idOf(5), 'digits');
    expect(both.status).toBe(400);
    expect(await both.text()).toContain("Give 'datapoint' or 'dataset', not both");
    expect(await (await follow(null, 'nowhere')).text()).toContain('nowhere');
    const unknown = Buffer.from(`Datapoint:${api.seed.dataset.id}:999`).toString('base64');
    const said = await (await follow(unknown)).text();
    expect(said).toContain('Datapoint 999 is not stored here.');
    expect(said.endsWith('event: complete\ndata: \n\n')).toBe(true);
  });
});
