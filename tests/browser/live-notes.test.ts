import { comments, storeAdmin, tags } from '@engram/store';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hasChromium, launchChromium } from './rig/chromium.ts';
import { openPlace, type Place } from './rig/place.ts';
import { hydrated, leave, openReader, type Reader } from './rig/reader.ts';
import { settled, visit } from './rig/settled.ts';

const isStream = (request: { url(): string }) => request.url().endsWith('/graphql/stream');

let place: Place;
/** Of two people, who each have a browser of their own. */
let browsers: Browser[];
const readers: Reader[] = [];

/** Reads a page with a clock that has stopped, once its events arrive: nothing is asked for any more because time goes by. */
async function readByEvents(path: string): Promise<Page> {
  const reader = await openReader(browsers[1]!, place.url);
  readers.push(reader);
  const { page } = reader;
  await page.clock.install();
  let streams = 0;
  page.on('response', (response) => {
    if (response.headers()['content-type']?.startsWith('text/event-stream')) streams += 1;
  });
  await visit(page, place.url + path);
  await expect.poll(() => streams, { timeout: 20_000 }).toBe(1);
  await page.clock.pauseAt(Date.now() + 60_000);
  return page;
}
const write = async (path: string): Promise<Page> => {
  const reader = await openReader(browsers[0]!, place.url);
  readers.push(reader);
  const listens = reader.page.waitForRequest(isStream);
  await visit(reader.page, place.url + path);
  await listens;
  return reader.page;
};
const pageOf = (index: number) => `/datapoints/mnist/${index}?run=${place.seeded.good.id}`;
const keyOf = (index: number) => ({ datasetId: place.seeded.good.datasetId, index });

describe.skipIf(!hasChromium)('what one writes, and another reads in a second browser', () => {
  beforeAll(async () => {
    place = await openPlace();
    browsers = [await launchChromium(), await launchChromium()];
  });
  beforeEach(() => place.store.pool.query('DELETE FROM tag; DELETE FROM comment'));
  afterEach(async () => {
    for (const reader of readers.splice(0)) await leave(reader);
  });
  afterAll(async () => {
    for (const browser of browsers ?? []) await browser.close();
    await place?.close();
  });

  it('comes to the page of the datapoint as an event, changes as it is edited, and goes as it is removed', async () => {
    const read = (await readByEvents(pageOf(7))).getByRole('region', { name: 'Notes' });
    await read.getByText('No comments yet.').waitFor();
    const writer = await write(pageOf(7));
    const notes = writer.getByRole('region', { name: 'Notes' });
    const field = notes.getByRole('textbox', { name: 'Comment' });
    await hydrated(field);
    await field.fill('A seven, or a one?');
    await notes.getByRole('button', { name: 'Add comment' }).click();
    await read.getByText('A seven, or a one?').waitFor();
    await notes.getByRole('combobox', { name: 'Add a tag' }).fill('odd one');
    await writer.keyboard.press('Enter');
    await read.getByText('odd one', { exact: true }).waitFor();
    await notes.getByRole('button', { name: 'Edit the comment “A seven, or a one?”' }).click();
    await notes.getByRole('textbox', { name: /^Text of the comment/ }).fill('A seven.');
    await writer.keyboard.press('Control+Enter');
    await read.getByText('A seven.', { exact: true }).waitFor();
    await read.getByText(/UTC, edited .* UTC/).waitFor();
    const edit = notes.getByRole('button', { name: 'Edit the comment “A seven.”' });
    await notes.locator('button[aria-label="Edit the comment “A seven.”"]:focus').waitFor();
    await edit.click();
    const { id } = (await comments.ofDatapoints(place.store, [keyOf(7)]))[0]!;
    await comments.edit(place.store, id, { text: 'A one.' }, storeAdmin);
    await notes.getByText('Somebody changed this comment in the meantime; yours will replace:').waitFor();
    await notes.getByText('A one.', { exact: true }).waitFor();
    await notes.getByRole('textbox', { name: /^Text of the comment/ }).press('Escape');
    await notes.getByRole('button', { name: 'Remove the comment “A one.”' }).click();
    await comments.edit(place.store, id, { text: 'A one, or a seven.' }, storeAdmin);
    await notes.getByText('A one, or a seven.', { exact: true }).waitFor();
    const removal = notes.getByRole('button', { name: 'Remove', exact: true });
    await removal.click();
    await notes.getByText(/^Somebody changed this comment in the meantime/).waitFor();
    await notes.getByRole('button', { name: 'Remove the comment “A one, or a seven.”' }).click();
    await removal.click();
    await read.getByText('No comments yet.').waitFor();
  });

  it('does not take away what another is about to write: a comment that was removed while it was edited becomes a new one', async () => {
    const { id } = await comments.add(place.store, { ...keyOf(11), text: 'An eleven', author: null });
    const writer = await write(pageOf(11));
    const notes = writer.getByRole('region', { name: 'Notes' });
    const edit = notes.getByRole('button', { name: 'Edit the comment “An eleven”' });
    await hydrated(edit);
    await edit.click();
    const field = notes.getByRole('textbox', { name: /^Text of the comment/ });
    await field.fill('An eleven, thick');
    await comments.remove(place.store, id, storeAdmin);
    await notes
      .getByText('Somebody removed this comment in the meantime; saving adds yours as a new one.')
      .waitFor();
    await expect.poll(() => field.inputValue()).toBe('An eleven, thick');
    await field.press('Control+Enter');
    await notes.getByRole('button', { name: 'Edit the comment “An eleven, thick”' }).waitFor();
    expect((await comments.ofDatapoints(place.store, [keyOf(11)])).map(({ text }) => text)).toEqual([
      'An eleven, thick',
    ]);
  });

  it('comes to the list of comments as an event', async () => {
    const page = await readByEvents('/comments');
    await page.getByText('Nobody has written anything yet.').waitFor();
    await comments.add(place.store, { ...keyOf(3), text: 'Look here', author: 'Ada' });
    await page.getByText('Look here').waitFor();
    await tags.add(place.store, [keyOf(3)], ['blurred']);
    await page.getByText('tags: blurred').waitFor();
  });

  it('comes to the older pages of the list of comments, too', async () => {
    const { id } = await comments.add(place.store, { ...keyOf(3), text: 'The first', author: 'Ada' });
    await place.store.pool.query(
      `INSERT INTO comment (id, dataset_id, index, text) SELECT gen_random_uuid(), $1, 4, 'x' FROM generate_series(1, 50)`,
      [place.seeded.good.datasetId],
    );
    const page = await readByEvents('/comments');
    await page.getByRole('button', { name: 'Show older comments' }).click();
    await page.getByText('The first').waitFor();
    await comments.edit(place.store, id, { text: 'Still the first' }, storeAdmin);
    await page.getByText('Still the first').waitFor();
    await comments.add(place.store, { ...keyOf(5), text: 'The newest', author: 'Ada' });
    await page.getByText('The newest').waitFor();
    const listed = page.getByRole('list', { name: 'Comments' }).getByRole('listitem');
    // One that slips from the newest page to the second is loaded with that.
    await expect.poll(() => listed.count()).toBe(52);
  });

  it('comes to the facets of the explorer as an event', async () => {
    const page = await readByEvents(`/runs/${place.seeded.good.id}/explore`);
    const written = page.getByRole('group', { name: 'Comments' });
    await written.getByText('0', { exact: true }).waitFor();
    await comments.add(place.store, { ...keyOf(3), text: 'Look here', author: 'Ada' });
    await written.getByText('1', { exact: true }).waitFor();
    await tags.add(place.store, [keyOf(3)], ['blurred']);
    await page.getByRole('group', { name: 'Tags, any of them' }).getByText('blurred').waitFor();
  });

  it('comes by asking again where events do not come through', async () => {
    const reader = await openReader(browsers[1]!, place.url);
    readers.push(reader);
    const { page, complaints } = reader;
    await page.route('**/api/graphql/stream', (route) => route.abort());
    await page.clock.install();
    await visit(page, place.url + pageOf(8));
    await comments.add(place.store, { ...keyOf(8), text: 'An eight', author: null });
    let asked = 0;
    page.on('request', (request) => (asked += request.url().endsWith('/api/graphql') ? 1 : 0));
    await page.clock.runFor(3_000);
    await page.getByText('An eight').waitFor();
    expect(asked).toBeGreaterThan(0);
    // Nor is anything asked for by a page that nobody sees.
    await settled(page, () => turn(page, 'hidden'));
    asked = 0;
    await page.clock.runFor(60_000);
    expect(asked).toBe(0);
    await comments.add(place.store, { ...keyOf(8), text: 'Or a six', author: null });
    await turn(page, 'visible');
    await page.clock.runFor(1_000);
    await page.getByText('Or a six').waitFor();
    // The browser itself reports what was aborted.
    expect(complaints.splice(0).filter((one) => !one.includes('ERR_FAILED'))).toEqual([]);
  });

  it('is not listened for by a page that nobody sees, which has it once it is seen again', async () => {
    const page = await write(pageOf(9));
    const opened = page.waitForEvent('request', isStream);
    const closed = page.waitForEvent('requestfailed', isStream);
    await turn(page, 'hidden');
    await closed;
    await comments.add(place.store, { ...keyOf(9), text: 'Meanwhile', author: null });
    await turn(page, 'visible');
    await opened;
    await page.getByText('Meanwhile').waitFor();
  });
});

/** As the browser tells a page that its tab went to the background, or came back. */
const turn = (page: Page, state: 'hidden' | 'visible'): Promise<unknown> =>
  page.evaluate(`Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'))`);
