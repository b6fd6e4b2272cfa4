import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { datasets, ensembles, runs, scores } from '@engram/store';
import { axeInBothThemes } from './rig/axe.ts';
import { hasChromium } from './rig/chromium.ts';
import type { Place } from './rig/place.ts';
import { plantEncoders } from './rig/planted-encoders.ts';
import { planConfig, queueRun } from './rig/planted-run.ts';
import { sidewaysOverflow, smallTargets } from './rig/reader.ts';
import { settled } from './rig/settled.ts';
import { visitsTo } from './rig/visits.ts';

let place: Place;

const addressOf = (run: { id: string }, search = '') => `${place.url}/runs/${run.id}${search}`;
const { open, reader } = visitsTo((opened) => (place = opened));
const total = (page: Page) => page.getByRole('region', { name: 'Scores', exact: true }).getByRole('status');
const namesOfRows = (page: Page) => page.locator('tbody th[scope=row]').allInnerTexts();
const rowsOf = (page: Page, kind: 'typical' | 'atypical', name: string) =>
  page.getByRole('list', { name: `Most ${kind} of class ${name}` }).getByRole('listitem');

describe.skipIf(!hasChromium)('the page of a run, in Chromium', () => {
  it.each([
    ['a laptop', { width: 1280, height: 720 }],
    ['a phone', { width: 390, height: 844 }],
  ])('shows datapoints on the first screen of %s, before any number', async (_, viewport) => {
    const page = await open(addressOf(place.seeded.good), { viewport });
    const first = (await page.locator('main img').first().boundingBox())!;
    expect(first.y + first.height).toBeLessThan(viewport.height);
    const histogram = (await page.getByRole('img', { name: /^Histogram of/ }).boundingBox())!;
    expect(histogram.y).toBeGreaterThan(first.y);
    expect(histogram.height).toBeLessThanOrEqual(300);
  });

  it('leads from the list of runs to what was estimated, and how', async () => {
    const page = await open(place.url);
    await page.getByRole('link', { name: 'mnist-quick' }).click();
    await page.waitForURL(addressOf(place.seeded.good));
    await page.getByText('Parameters and estimator').click();
    const card = page.getByRole('region', { name: 'Estimator' });
    for (const text of [
      'half-split',
      'L2, unit-norm representations',
      'digits-weak',
      'mlp 512-512-128',
      'SimCLR',
    ])
      await card.getByText(text, { exact: true }).first().waitFor();
    await card.getByText('The whole configuration').click();
    await expect
      .poll(() => card.getByLabel('Configuration in JSON').innerText())
      .toContain('"temperature": 0.2');
    await expect.poll(() => page.title()).toBe('mnist-quick · Engram');
  });

  it('shows the ensemble, and the other runs that measure it with what they measure differently', async () => {
    const { good } = place.seeded;
    await plantEncoders(place.store, good, 30);
    const dataset = (await datasets.findBySlug(place.store, 'mnist'))!;
    const config = { name: 'more views', encoders: 32, scoring: { views: 20, distance: 'l1' } } as const;
    const other = await queueRun(place.store, dataset, planConfig(config));
    const page = await open(addressOf(good));
    const ensemble = page.getByRole('region', { name: 'Ensemble', exact: true });
    const { hash } = (await ensembles.find(place.store, good.ensembleId))!;
    for (const text of [
      '30 of 32 trained',
      '30 stored',
      '45.0 MiB',
      'half-split',
      'SimCLR',
      'mlp 512-512-128',
      'digits-weak',
      hash.slice(0, 12),
    ])
      await ensemble.getByText(text, { exact: true }).first().waitFor();
    const others = ensemble.getByRole('region', { name: 'Other runs of this ensemble' });
    await expect
      .poll(() => others.getByRole('listitem').allInnerTexts())
      .toEqual([
        expect.stringMatching(/^more views\s+queued\s+Views 20 instead of 10 · Distance L1 instead of L2$/),
      ]);
    await ensemble.getByText('first trains 2 encoders again, because no checkpoint is stored.').waitFor();
    await others.getByRole('link', { name: 'more views' }).click();
    await page.waitForURL(addressOf(other));
    await others.getByText('Views 10 instead of 20 · Distance L2 instead of L1').waitFor();
    // It has nothing to measure again before it has finished.
    expect(await page.getByRole('region', { name: 'Measure again' }).count()).toBe(0);
  });

  it('gives the command that measures the encoders another way', async () => {
    const page = await open(addressOf(place.seeded.good));
    const form = page.getByRole('region', { name: 'Measure again' });
    await form.getByText('Nothing is changed yet.').waitFor();
    await form.getByLabel('Views').fill('20');
    await form.getByLabel('Distance').selectOption('l1');
    await form.getByLabel('Layer').selectOption('layer1');
    const command = `npx engram run ${place.seeded.good.id.slice(0, 8)} --set views=20 --set distance=l1 --set layer=layer1`;
    await form.getByText(command, { exact: true }).waitFor();
  });

  it('is whole before any script runs', async () => {
    const page = await open(addressOf(place.seeded.good), { javaScriptEnabled: false });
    await expect.poll(() => page.getByRole('row').count()).toBe(26);
    await expect.poll(() => rowsOf(page, 'atypical', '3').count()).toBe(5);
  });

  it('draws a histogram of all scores, with the same numbers in a table', async () => {
    const page = await open(addressOf(place.seeded.good));
    await page.getByRole('img', { name: /^Histogram of 1,000 scores/ }).waitFor();
    await page.getByText('The histogram as a table').click();
    const counts = await page
      .getByRole('region', { name: 'The histogram as a table' })
      .locator('td:last-child')
      .allInnerTexts();
    expect(counts.map(Number).reduce((sum, count) => sum + count, 0)).toBe(1000);
  });

  it('shows the most typical and most atypical 3s and 6s with score, interval and stability, those stably so unless asked otherwise, and each leads on', async () => {
    const page = await open(addressOf(place.seeded.good));
    const { rows } = await scores.page(place.store, {
      filter: { run: place.seeded.good.id, classes: [3] },
      orderBy: { field: 'VALUE', direction: 'DESC' },
      first: 1,
    });
    const first = rowsOf(page, 'atypical', '3').first();
    await expect
      .poll(() => first.getByRole('img').getAttribute('alt'))
      .toBe(`Datapoint ${rows[0]!.index} of class 3`);
    await expect.poll(() => first.innerText()).toMatch(/^0\.\d{4}\s+± 0\.\d{4}\s+top 5 %:\s\d+\s%$/);
    await expect.poll(() => rowsOf(page, 'typical', '6').count()).toBe(5);
    // Of the ones, a single datapoint is stably in the top 5 % of the run.
    const surely = { run: place.seeded.good.id, classes: [1], topFraction: { gte: 0.5 } };
    const sure = await scores.count(place.store, surely);
    expect(sure).toBeLessThan(5);
    await expect.poll(() => rowsOf(page, 'atypical', '1').count()).toBe(sure);
    const loaded = await first
      .getByRole('img')
      .evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth);
    expect(loaded).toBe(28);
    await page.getByRole('combobox', { name: 'Atypical' }).selectOption('highest');
    await page.waitForURL(/\?ends=highest$/);
    await rowsOf(page, 'atypical', '1').nth(4).waitFor();
    await first.getByRole('link').click();
    await page.waitForURL(new RegExp(`/datapoints/mnist/${rows[0]!.index}\\?run=${place.seeded.good.id}$`));
  });

  it('filters by class and score range; the link, a reload and the back button agree', async () => {
    const page = await open(addressOf(place.seeded.good));
    await expect.poll(() => total(page).innerText()).toBe('1,000 datapoints');
    // Two clicks in one breath: neither may get lost.
    await page.evaluate(`for (const name of ['3', '6'])
      [...document.querySelectorAll('label')].find((label) => label.textContent === name).click()`);
    await page.getByText('200 datapoints under the filters').waitFor();
    await page.getByRole('textbox', { name: 'from' }).fill('0.02');
    await page.getByRole('textbox', { name: 'from' }).press('Enter');
    await page.waitForURL(/\?class=3,6&from=0\.02$/);
    await page.getByText(/^(?!200)\d+ datapoints under the filters/).waitFor();
    const shown = { total: await total(page).innerText(), rows: await namesOfRows(page) };
    expect(new Set(shown.rows.map((text) => text.replace(/^.*class /s, '')))).toEqual(new Set(['3', '6']));
    const classes = page.getByRole('region', { name: /by class$/ });
    await expect.poll(() => classes.getByRole('heading', { level: 3 }).allInnerTexts()).toHaveLength(2);
    expect((await rowsOf(page, 'typical', '3').first().innerText()) >= '0.02').toBe(true);

    await settled(page, () => page.reload());
    expect({ total: await total(page).innerText(), rows: await namesOfRows(page) }).toEqual(shown);
    await expect.poll(() => page.getByRole('textbox', { name: 'from' }).inputValue()).toBe('0.02');

    await page.goBack();
    await page.getByText('200 datapoints under the filters').waitFor();
    await expect.poll(() => page.getByRole('textbox', { name: 'from' }).inputValue()).toBe('');
    await page.goForward();
    await page.getByText(shown.total).waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByText('1,000 datapoints', { exact: true }).last().waitFor();
    await expect.poll(() => new URL(page.url()).search).toBe('');
  });

  it('turns pages forth and back through the same rows', async () => {
    const page = await open(addressOf(place.seeded.good, '?class=3'));
    const first = await namesOfRows(page);
    await expect.poll(() => page.getByRole('button', { name: 'Previous' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.waitForURL(/after=/);
    await page.locator('table[aria-busy=false]').waitFor();
    const second = await namesOfRows(page);
    expect(first.filter((name) => second.includes(name))).toEqual([]);
    await page.getByRole('button', { name: 'Previous' }).click();
    await page.waitForURL(/before=/);
    await page.locator('table[aria-busy=false]').waitFor();
    await expect.poll(() => namesOfRows(page)).toEqual(first);
  });

  it('refuses a range that is none, beside the field', async () => {
    const page = await open(addressOf(place.seeded.good));
    await page.getByRole('textbox', { name: 'from' }).fill('much');
    await page.getByText('Type a number such as 0.02, or leave it empty.').waitFor();
    await page.getByRole('textbox', { name: 'from' }).fill('0.3');
    await page.keyboard.press('Tab');
    await page.keyboard.type('0.1');
    await page.keyboard.press('Enter');
    await page.getByText('The first must not be larger than the second.').waitFor();
    await expect
      .poll(() => page.getByRole('textbox', { name: 'from' }).getAttribute('aria-invalid'))
      .toBe('true');
    await expect.poll(() => new URL(page.url()).search).toBe('?from=0.3');
  });

  it('says in words that a ranking is noise', async () => {
    const page = await open(addressOf(place.seeded.noise));
    await page.getByText('Do not trust this ranking: it is noise').waitFor();
    await expect
      .poll(() => page.getByText('other datapoints could equally appear here').isVisible())
      .toBe(true);
  });

  it('gives a datapoint without image a placeholder, and too few encoders no interval', async () => {
    const page = await open(addressOf(place.seeded.imageless));
    expect(await page.locator('main img').count()).toBe(0);
    const placeholders = page
      .getByRole('region', { name: /^Most typical/ })
      .getByRole('img', { name: /\(no image\)$/ });
    await placeholders.first().waitFor();
    const indices = await placeholders.locator('text').allTextContents();
    expect(indices.length).toBeGreaterThan(20);
    expect(new Set(indices).size).toBeGreaterThan(5);
    expect(indices.filter((index) => !/^\d+$/.test(index))).toEqual([]);
    await page.getByText('It is unknown how reliable this ranking is').waitFor();
    await page.getByText('no interval: there are too few encoders for one').waitFor();
    await page.getByText('No score has an interval to test').waitFor();
  });

  it('tags, renames, archives a run from the list, and says what hangs on it before it is deleted', async () => {
    const { imageless } = place.seeded;
    const page = await open(place.url);
    const row = page.getByRole('row').filter({ hasText: 'no-images' });
    await page.getByText('Tick runs to compare, tag, rename, archive or delete them.').waitFor();
    await row.getByRole('checkbox').check();
    const bar = page.getByRole('group', { name: 'Runs that are ticked' });
    await bar.getByRole('button', { name: 'Tag' }).click();
    await page
      .getByRole('dialog', { name: /^Tags of/ })
      .getByRole('combobox')
      .fill('to keep');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove the tag to keep' }).waitFor();
    await page.keyboard.press('Escape');
    await row.getByText('to keep').waitFor();
    await bar.getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('no-images, once more');
    await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await row.getByText('no-images, once more').waitFor();
    await bar.getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog', { name: /^Delete no-images, once more/ });
    await dialog.getByText('With it 60 scores would go').waitFor();
    await dialog.getByText(`npx engram run delete ${imageless.id.slice(0, 8)} --yes`).waitFor();
    expect(await axeInBothThemes(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await bar.getByRole('button', { name: 'Archive' }).click();
    await row.waitFor({ state: 'detached' });
    expect((await runs.find(place.store, imageless.id))!.archivedAt).not.toBeNull();
    await page.getByRole('checkbox', { name: 'Archived too' }).check();
    await row.getByText('archived', { exact: true }).waitFor();
    if (!(await row.getByRole('checkbox').isChecked())) await row.getByRole('checkbox').check();
    await bar.getByRole('button', { name: 'Put back into lists' }).click();
    await row.getByText('archived', { exact: true }).waitFor({ state: 'detached' });
    const { archivedAt, tags, name } = (await runs.find(place.store, imageless.id))!;
    expect({ archivedAt, tags, name }).toEqual({
      archivedAt: null,
      tags: ['to keep'],
      name: 'no-images, once more',
    });
    await runs.rename(place.store, imageless.id, 'no-images');
  });

  it('tells why a run failed and how to go on', async () => {
    const page = await open(addressOf(place.seeded.failed));
    await page.getByText('Encoder 3 diverged at step 112').waitFor();
    // Its configuration would diverge again: a resume is not what helps.
    await page.getByText('npx engram run PRESET|FILE.json --set KEY=VALUE').waitFor();
    expect(await page.getByText('engram resume').count()).toBe(0);
  });

  it('answers an unknown run by saying so', async () => {
    const page = await open(`${place.url}/runs/0b54c1f6-2f3a-4f0e-9d53-8f4f1c7a9e21`);
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    reader().complaints.length = 0; // The browser itself reports the status 404.
  });

  const names = ['list', 'run', 'filtered', 'running', 'failed'] as const;
  const pages = () => ({
    list: place.url,
    run: addressOf(place.seeded.good),
    filtered: addressOf(place.seeded.good, '?class=3,6&from=0.01'),
    running: addressOf(place.seeded.running),
    failed: addressOf(place.seeded.failed),
    comments: `${place.url}/comments`,
  });

  // The slow sweep looks at more runs, and at the pages of the API.
  it.each(['list', 'run', 'comments'] as const)(
    'axe finds nothing in both themes on: %s',
    { tags: 'slow' },
    async (name) => expect(await axeInBothThemes(await open(pages()[name]))).toEqual([]),
  );

  it.each([...names, 'comments'] as const)(
    'fits a phone without sideways scrolling, with targets of 24 pixels: %s',
    async (name) => {
      const page = await open(pages()[name], { isPhone: true });
      expect(await sidewaysOverflow(page)).toBe(0);
      expect(await smallTargets(page)).toEqual([]);
    },
  );

  it('changes theme by a button, and a reload keeps it', async () => {
    const page = await open(addressOf(place.seeded.good), { colorScheme: 'light' });
    const background = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    const light = await background();
    await page.getByRole('button', { name: /theme/ }).click();
    const dark = await background();
    expect(dark).not.toBe(light);
    await page.reload();
    expect(await background()).toBe(dark);
  });

  it('can be filtered by keyboard alone', async () => {
    const page = await open(addressOf(place.seeded.good));
    await page.keyboard.press('Tab');
    await expect
      .poll(() => page.evaluate<string>('document.activeElement.textContent'))
      .toContain('Skip to the content');
    await page.getByRole('checkbox', { name: '3' }).focus();
    await page.keyboard.press('Space');
    await page.waitForURL(/\?class=3$/);
    await expect.poll(() => page.evaluate<string>('document.activeElement.type')).toBe('checkbox');
  });
});
