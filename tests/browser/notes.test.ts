import { randomUUID } from 'node:crypto';
import { comments, savedViews, scores, storeAdmin, tags, tokens } from '@engram/store';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { axeViolations } from './rig/axe.ts';
import { hasChromium } from './rig/chromium.ts';
import { withDashboard, type Place } from './rig/place.ts';
import { hydrated, sidewaysOverflow, smallTargets, withReader } from './rig/reader.ts';
import { quiet, settled, visit } from './rig/settled.ts';
import { visitsTo } from './rig/visits.ts';

let place: Place;
/** The most memorized datapoints, in the order of the explorer. */
let top: number[];

const { browser, open } = visitsTo(async (opened) => {
  place = opened;
  const { rows } = await scores.page(place.store, {
    filter: { run: place.seeded.good.id },
    orderBy: { field: 'VALUE', direction: 'DESC' },
    first: 10,
  });
  top = rows.map(({ index }) => index);
});
const explorer = (search = '') => `/runs/${place.seeded.good.id}/explore${search}`;
const pageOf = (index: number) => `/datapoints/mnist/${index}?run=${place.seeded.good.id}`;
const count = (page: Page, words: string) => page.getByRole('status').filter({ hasText: words }).waitFor();
const focusedPlace = (page: Page) =>
  page.evaluate<string | null>(`document.activeElement.getAttribute('data-place')`);
const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const keyOf = (index: number) => ({ datasetId: place.seeded.good.datasetId, index });

describe.skipIf(!hasChromium)('notes, in Chromium', () => {
  beforeEach(() => place.store.pool.query('DELETE FROM tag; DELETE FROM comment; DELETE FROM saved_view'));

  it('are taken by keyboard: tag several, comment on one, save the view, come back to what was tagged', async () => {
    const page = await open(explorer());
    await count(page, '1,000 datapoints');
    await press(page, 'j', 'x', 'j', 'j', 'x');
    await count(page, '2 selected');
    await press(page, 't');
    const dialog = page.getByRole('dialog', { name: 'Tags of 2 datapoints' });
    await dialog.getByRole('combobox', { name: 'Add a tag' }).waitFor();
    await dialog.getByText('to find these datapoints in the explorer').waitFor();
    await page.keyboard.type('Odd one');
    await press(page, 'Enter');
    await dialog.getByRole('button', { name: 'Remove the tag odd one' }).waitFor();
    await press(page, 'Enter');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => focusedPlace(page)).toBe('2');

    await press(page, 'Escape', 'Enter');
    await page.getByRole('heading', { name: `Datapoint ${top[2]}`, exact: true }).waitFor();
    const notes = page.getByRole('region', { name: 'Notes' });
    await notes.getByRole('button', { name: 'Remove the tag odd one' }).waitFor();
    await press(page, 'c');
    await page.keyboard.type('A seven, or a one?');
    await press(page, 'Tab');
    await page.keyboard.type('Ada');
    await press(page, 'Enter');
    await notes.getByRole('list', { name: 'Comments' }).getByText('A seven, or a one?').waitFor();
    await expect
      .poll(() => notes.getByRole('listitem').last().innerText())
      .toMatch(/Ada, \d+ \w{3} \d{4}, \d\d:\d\d UTC/);

    await settled(page, () => page.goBack());
    await count(page, '1,000 datapoints');
    const facet = page.getByRole('group', { name: 'Tags, any of them' });
    await facet.getByRole('checkbox', { name: 'odd one' }).check();
    await count(page, '2 datapoints');
    await press(page, 'v');
    await page.getByRole('textbox', { name: 'Save this view as' }).waitFor();
    await page.keyboard.type('To discuss');
    await press(page, 'Enter');
    await page.getByRole('link', { name: /^To discuss.*mnist-quick/ }).waitFor();

    await page.goto('about:blank');
    await visit(page, place.url + explorer());
    await count(page, '1,000 datapoints');
    await press(page, 'v');
    const link = page.getByRole('link', { name: /^To discuss/ });
    await link.waitFor();
    await link.focus();
    await press(page, 'Enter');
    await count(page, '2 datapoints');
    const shown = await page
      .locator('[data-place]')
      .evaluateAll((cells) => cells.map((c) => c.getAttribute('href')));
    expect(shown).toEqual([top[0]!, top[2]!].map(pageOf));
    await expect.poll(() => new URL(page.url()).search).toBe('?tags=odd%20one');
    expect(await tags.count(place.store, place.seeded.good.datasetId)).toEqual([
      { name: 'odd one', count: 2 },
    ]);
    await page.goBack();
    await count(page, '1,000 datapoints');
    const written = page.getByRole('group', { name: 'Comments' });
    await written.getByText('1', { exact: true }).waitFor();
    await written.getByRole('checkbox', { name: 'has a comment' }).check();
    await count(page, '1 datapoint');
    await expect.poll(() => new URL(page.url()).search).toBe('?commented=1');
    await page.getByRole('button', { name: /has a comment/ }).click();
    await count(page, '1,000 datapoints');
  });

  it('tag all that pass the filters at once, selected by a key or a button', async () => {
    const page = await open(explorer('?class=3'));
    await count(page, '100 datapoints');
    const review = page.getByRole('group', { name: 'Review' });
    await review.getByRole('button', { name: 'Select all', exact: true }).click();
    await count(page, '100 selected');
    // It says that there is no more to select, and has the focus still.
    const all = review.getByRole('button', { name: 'Select all', exact: true });
    await expect.poll(() => all.getAttribute('aria-disabled')).toBe('true');
    expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('Select all');
    await press(page, 'Escape');
    await count(page, 'Nothing selected');
    await press(page, 'a', 't');
    const dialog = page.getByRole('dialog', { name: 'Tags of 100 datapoints' });
    await dialog.getByRole('combobox', { name: 'Add a tag' }).waitFor();
    await page.keyboard.type('threes');
    await press(page, 'Enter');
    await dialog.getByRole('button', { name: 'Remove the tag threes' }).waitFor();
    expect(await tags.count(place.store, place.seeded.good.datasetId)).toEqual([
      { name: 'threes', count: 100 },
    ]);
  });

  it('keys type where one types, and do nothing when they are turned off', async () => {
    const page = await open(explorer());
    await count(page, '1,000 datapoints');
    await press(page, '/');
    await expect.poll(() => page.evaluate(`document.activeElement.closest('search') !== null`)).toBe(true);
    await page.getByRole('textbox', { name: /^Percentile/ }).focus();
    await page.keyboard.type('jxt?v');
    await expect.poll(() => page.getByRole('textbox', { name: /^Percentile/ }).inputValue()).toBe('jxt?v');
    await page.getByRole('combobox', { name: 'Order' }).focus();
    await press(page, 't');
    expect(await page.getByRole('dialog').count()).toBe(0);

    await page.getByRole('button', { name: /^Keys/ }).focus();
    await press(page, '?');
    const dialog = page.getByRole('dialog', { name: 'Keys' });
    await press(page, 'j', 'v');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(1);
    await dialog.getByRole('checkbox').uncheck();
    await press(page, 'Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toMatch(/^Keys/);
    await press(page, 'j', 'v', '?');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await focusedPlace(page)).toBeNull();
  });

  it('a datapoint that its tag is taken off leaves the list filtered by it, and the focus stays there', async () => {
    const { store } = place;
    await tags.add(store, [top[0]!, top[1]!, top[2]!].map(keyOf), ['odd']);
    await tags.add(store, [keyOf(top[1]!)], ['blurred']);
    const page = await open(explorer('?tags=odd'));
    await count(page, '3 datapoints');
    await press(page, 'j', 'j');
    await press(page, 't');
    await page.getByRole('button', { name: 'Remove the tag odd' }).press('Enter');
    await count(page, '2 datapoints');
    await press(page, 'Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => focusedPlace(page)).not.toBeNull();
    const facet = page.getByRole('group', { name: 'Tags, any of them' });
    await expect.poll(() => facet.getByRole('listitem').allInnerTexts()).toEqual(['blurred\n1', 'odd\n2']);
  });

  it('saved views are renamed, replaced and deleted, each after a question', async () => {
    const { store } = place;
    await savedViews.save(store, { name: 'Old', address: explorer('?class=3') }, storeAdmin);
    const page = await open(explorer('?class=7'));
    await page.getByRole('button', { name: 'Saved views' }).click();
    await page.getByRole('button', { name: 'Rename Old' }).click();
    await page.getByRole('textbox', { name: 'New name of Old' }).fill('Sevens');
    await press(page, 'Enter');
    await page.getByRole('link', { name: /^Sevens/ }).waitFor();
    const addresses = async () =>
      (await savedViews.list(store)).map(({ name, address }) => ({ name, address }));
    await page.getByRole('button', { name: 'Replace Sevens' }).click();
    await expect.poll(() => addresses()).toEqual([{ name: 'Sevens', address: explorer('?class=3') }]);
    await page.getByRole('group', { name: 'About Sevens' }).getByRole('button', { name: 'Replace' }).click();
    await page.getByRole('link', { name: 'Sevens mnist-quick · class 7' }).waitFor();
    await expect.poll(() => addresses()).toEqual([{ name: 'Sevens', address: explorer('?class=7') }]);
    await page.getByRole('textbox', { name: 'Save this view as' }).fill('Sevens');
    await page.getByText('A view with this name exists').waitFor();
    await page.getByRole('button', { name: 'Delete Sevens' }).click();
    await expect.poll(() => page.evaluate('document.activeElement.textContent')).toBe('Cancel');
    await page.getByRole('group', { name: 'About Sevens' }).getByRole('button', { name: 'Delete' }).click();
    await page.getByText('No view has been saved yet').waitFor();
    expect(await addresses()).toEqual([]);
  });

  it('saved views are at hand on every page: one opens from the list of runs, another page is saved', async () => {
    await savedViews.save(place.store, { name: 'Threes', address: explorer('?class=3') }, storeAdmin);
    const page = await open('/');
    await press(page, 'v');
    await page.getByRole('link', { name: /^Threes/ }).click();
    await count(page, '100 datapoints');
    await visit(page, `${place.url}/compare?dataset=mnist`);
    await page.getByRole('button', { name: 'Saved views' }).click();
    await page.getByRole('textbox', { name: 'Save this view as' }).fill('All runs');
    await press(page, 'Enter');
    await page.getByRole('link', { name: /^All runs/ }).waitFor();
    const saved = (await savedViews.list(place.store)).find(({ name }) => name === 'All runs');
    expect(saved?.address).toBe('/compare?dataset=mnist');
  });

  it('a comment is removed by a second press, and what is refused is said beside the field', async () => {
    await comments.add(place.store, { ...keyOf(top[0]!), text: 'wrong', author: null });
    const page = await open(pageOf(top[0]!));
    const notes = page.getByRole('region', { name: 'Notes' });
    await notes.getByText(/^Anonymous/).waitFor();
    await press(page, 't');
    await page.keyboard.type('a/b');
    await press(page, 'Enter');
    await notes.getByRole('alert').filter({ hasText: 'letters, digits, spaces' }).waitFor();
    await notes.getByRole('button', { name: 'Remove the comment “wrong”' }).click();
    await notes.getByRole('button', { name: 'Remove', exact: true }).click();
    await notes.getByText('No comments yet.').waitFor();
  });

  it('are read, and not written, where the dashboard was told so', async () => {
    await tags.add(place.store, [keyOf(top[0]!)], ['odd'], { id: randomUUID(), name: 'Ada’s laptop' });
    await withDashboard(place.apiUrl, { ENGRAM_DASHBOARD_SCOPE: 'read' }, async (url) => {
      await withReader(browser(), url, {}, async ({ page }) => {
        await visit(page, url + pageOf(top[0]!));
        const notes = page.getByRole('region', { name: 'Notes' });
        await notes.getByText('ENGRAM_DASHBOARD_SCOPE=annotate').waitFor();
        await notes.getByText('odd by Ada’s laptop').waitFor();
        expect(await notes.getByRole('textbox').count()).toBe(0);
        await visit(page, url + explorer());
        await count(page, '1,000 datapoints');
        await press(page, 'j', 'x', 't');
        const dialog = page.getByRole('dialog', { name: `Tags of datapoint ${top[0]}` });
        await dialog.getByText('ENGRAM_DASHBOARD_SCOPE=annotate').waitFor();
        expect(await dialog.getByRole('combobox').count()).toBe(0);
      });
    });
  });

  it('are written by who signs in, under the name of their token, until they sign out or it is revoked', async () => {
    const expiresAt = new Date(Date.now() + 3_600_000);
    const made = await tokens.create(place.store, { name: 'Ada’s laptop', scope: 'annotate', expiresAt });
    const bob = { id: randomUUID(), name: 'Bob’s desk' };
    await tags.add(place.store, [keyOf(top[0]!)], ['odd'], bob);
    await comments.add(place.store, { ...keyOf(top[0]!), text: 'a one', author: null, maker: bob });
    await withDashboard(place.apiUrl, { ENGRAM_DASHBOARD_SCOPE: 'none' }, async (url) => {
      expect((await fetch(`${url}/api/images/${'0'.repeat(64)}`)).status).toBe(401);
      // Next's image optimizer would ask for it from inside, as no reader.
      const cookie = `engram_token_${new URL(url).port}=engram_forged`;
      const optimized = `${url}/_next/image?url=%2Ficon.svg&w=64&q=75`;
      expect((await fetch(optimized, { headers: { cookie } })).status).toBe(404);
      // Sent before the scripts run, the form puts no token into the address.
      const form = /<form[^]*<\/form>/.exec(await (await fetch(`${url}/sign-in`)).text())![0];
      expect(form).toContain('method="post"');
      expect(form).not.toContain('name=');
      for (const path of ['//', '/%5C'])
        expect((await fetch(url + path, { redirect: 'manual' })).status).toBe(302);
      await withReader(browser(), url, {}, async ({ page, complaints }) => {
        await visit(page, url + pageOf(top[0]!));
        await expect.poll(() => new URL(page.url()).pathname).toBe('/sign-in');
        const field = page.getByLabel('Token', { exact: true });
        await hydrated(field);
        await field.fill('engram_wrong');
        await press(page, 'Enter');
        await page.getByRole('alert').filter({ hasText: 'This token is not known here.' }).waitFor();
        const found = complaints.splice(0);
        expect([found.length > 0, found.filter((one) => !one.includes('401'))]).toEqual([true, []]);
        await field.fill(made.token);
        await press(page, 'Enter');
        const notes = page.getByRole('region', { name: 'Notes' });
        await hydrated(notes.getByRole('textbox', { name: 'Comment' }));
        await expect.poll(() => page.url()).toBe(url + pageOf(top[0]!));
        await notes.getByRole('textbox', { name: 'Comment' }).fill('a seven');
        await notes.getByRole('button', { name: 'Add comment' }).click();
        await notes.getByText(/^Ada’s laptop/).waitFor();
        // What others signed is theirs, or an admin's, to remove.
        const removers = notes.getByRole('button', { name: /^Remove/ });
        await expect
          .poll(() => removers.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label'))))
          .toEqual(['Remove the comment “a seven”']);
        const { cookie, script } = await page.evaluate<{ cookie: string; script: boolean }>(
          `({ cookie: document.cookie, script: document.documentElement.innerHTML.includes(${JSON.stringify(made.token)}) })`,
        );
        expect({ cookie, script }).toEqual({ cookie: '', script: false });

        const kept = await page.context().cookies();
        await page.context().clearCookies();
        await notes.getByRole('textbox', { name: 'Comment' }).fill('whose?');
        await notes.getByRole('button', { name: 'Add comment' }).click();
        await page.getByRole('alert').filter({ hasText: 'You are no longer signed in.' }).waitFor();
        await page.context().addCookies(kept);
        await settled(page, () => page.reload());
        complaints.splice(0);

        await tokens.revoke(place.store, made.row.id);
        await page.getByRole('alert').filter({ hasText: 'You are no longer signed in.' }).waitFor();
        complaints.splice(0);
        await page.getByRole('link', { name: 'Sign in again' }).click();
        await page.getByText('Your last session is over.').waitFor();
        await page.getByRole('button', { name: 'Sign out' }).click();
        await page.getByText('to those who sign in with a token').waitFor();
        await page.getByText('Your last session is over.').waitFor({ state: 'detached' });
        await quiet(page);
        complaints.splice(0);
      });
    });
  });

  describe.each([
    ['light', false],
    ['dark', true],
  ] as const)('in the %s theme, on a phone: %s', (colorScheme, isPhone) => {
    it('axe finds nothing, and all fits', { tags: 'slow' }, async () => {
      const { store } = place;
      await tags.add(store, [top[0]!, top[1]!].map(keyOf), ['odd one', 'blurred']);
      await comments.add(store, { ...keyOf(top[0]!), text: 'Is it a one?\nOr a seven?', author: 'Ada' });
      await savedViews.save(store, { name: 'To discuss', address: explorer('?tags=odd%20one') }, storeAdmin);
      const page = await open(pageOf(top[0]!), { colorScheme, isPhone });
      await page.getByText('Is it a one?').waitFor();
      const check = async () => {
        expect(await axeViolations(page, colorScheme)).toEqual([]);
        expect(await smallTargets(page)).toEqual([]);
        expect(await sidewaysOverflow(page)).toBe(0);
      };
      await check();
      await visit(page, place.url + explorer('?tags=odd%20one'));
      await count(page, '2 datapoints');
      await page.getByRole('checkbox', { name: `Select datapoint ${top[0]}` }).check();
      await check();
      for (const key of ['t', 'v', '?']) {
        await press(page, key);
        await page.getByRole('dialog').waitFor();
        await quiet(page);
        await check();
        await press(page, 'Escape');
        await page.getByRole('dialog').waitFor({ state: 'detached' });
      }
      await visit(page, `${place.url}/sign-in`);
      await check();
      // The command stands whole.
      const hidden =
        'document.querySelector("main pre").scrollWidth - document.querySelector("main pre").clientWidth';
      expect(await page.evaluate(hidden)).toBe(0);
    });
  });
});
