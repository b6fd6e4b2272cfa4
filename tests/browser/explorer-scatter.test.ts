import type { RunRow } from '@engram/store';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import hashes from '../../web/src/graphql/document-hashes.json' with { type: 'json' };
import { createExperiment } from '../factories/experiment.ts';
import { axeInBothThemes, axeViolations } from './rig/axe.ts';
import { hasChromium } from './rig/chromium.ts';
import type { Place } from './rig/place.ts';
import { publishPair, seenScores, type SeenScore } from './rig/planted-pair.ts';
import { sidewaysOverflow, smallTargets } from './rig/reader.ts';
import { settled, visit } from './rig/settled.ts';
import { visitsTo } from './rig/visits.ts';

let place: Place;
let half: RunRow;
let parts: RunRow;

const visits = visitsTo(async (opened) => {
  place = opened;
  ({ half, parts } = await publishPair(place.store, place.seeded.good));
});
const open = (run: RunRow, search = '', options?: Parameters<typeof visits.open>[1]) =>
  visits.open(`/runs/${run.id}/explore${search}`, options);
const saysCount = (page: Page, count: number) =>
  page
    .getByRole('status')
    .filter({ hasText: new RegExp(`^${count.toLocaleString('en')} datapoints?\\b`) })
    .waitFor();
const firstPlaces = (page: Page): Promise<string[]> =>
  page
    .locator('[data-place]')
    .evaluateAll((cells) => cells.slice(0, 12).map((cell) => cell.getAttribute('href')!));
/** Of each option, in the order of the page. */
const countsOf = async (page: Page, facet: string): Promise<number[]> =>
  (await page.getByRole('group', { name: facet }).locator('label > small').allInnerTexts()).map((text) =>
    Number(text.replace(',', '')),
  );
/** All that is asked of the page: how many pass, which come first, and how many are left in each class. */
const expectExactly = async (page: Page, run: RunRow, passing: readonly SeenScore[]): Promise<void> => {
  expect(passing.length).toBeGreaterThan(12);
  await saysCount(page, passing.length);
  const ranked = [...passing].sort((a, b) => a.rank! - b.rank!);
  const expected = ranked.slice(0, 12).map(({ index }) => `/datapoints/mnist/${index}?run=${run.id}`);
  await expect.poll(() => firstPlaces(page)).toEqual(expected);
  const perClass = Array.from({ length: 10 }, (_, label) => passing.filter((row) => row.class === label));
  await expect.poll(() => countsOf(page, 'Latent class')).toEqual(perClass.map(({ length }) => length));
};

/** Even-odd by a look at every edge, of the corners as the address has them. */
const isEnclosed = (x: number, y: number, corners: readonly (readonly number[])[]): boolean => {
  let isInside = false;
  for (let at = 0; at < corners.length; at++) {
    const [x1, y1] = corners[at] as [number, number];
    const [x2, y2] = corners[(at + 1) % corners.length] as [number, number];
    if (y1 > y !== y2 > y && x < x1 + ((x2 - x1) * (y - y1)) / (y2 - y1)) isInside = !isInside;
  }
  return isInside;
};

/** Rows of `run` whose scores there and in `other` are as asked; no row without both. */
async function bothAre(run: RunRow, other: RunRow, asked: (x: number, y: number) => boolean) {
  const across = new Map((await seenScores(place.store, other.id)).map(({ index, value }) => [index, value]));
  return (await seenScores(place.store, run.id)).filter(({ index, value }) => {
    const up = across.get(index) ?? null;
    return value !== null && up !== null && asked(value, up);
  });
}

async function draw(
  page: Page,
  corners: readonly (readonly [number, number])[],
  name = /^Scatter of/,
): Promise<void> {
  const plot = page.getByRole('img', { name });
  await plot.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await plot.boundingBox())!;
  const at = ([across, down]: readonly [number, number]) => [x + across * width, y + down * height] as const;
  await page.mouse.move(...at(corners[0]!));
  await page.mouse.down();
  for (const corner of [...corners.slice(1), corners[0]!])
    await page.mouse.move(...at(corner), { steps: 12 });
  await page.mouse.up();
}

describe.skipIf(!hasChromium)('the scatter of the explorer, in Chromium', () => {
  it('keeps exactly what a lasso that crosses itself holds, in grid and counts, and a copied link the same', async () => {
    const { good } = place.seeded;
    const page = await open(good);
    await page.getByRole('combobox', { name: 'Run' }).selectOption({ label: 'every-second' });
    await page.getByRole('img', { name: /^Scatter of 500 datapoints/ }).waitFor();
    await draw(page, [
      [0.05, 0.1],
      [0.9, 0.9],
      [0.85, 0.15],
      [0.1, 0.95],
    ]);
    await page.waitForURL(/lasso=/);
    const written = new URL(page.url()).searchParams.get('lasso')!;
    const corners = written.split('~').map((corner) => corner.split(',').map(Number));
    const passing = await bothAre(good, half, (x, y) => isEnclosed(x, y, corners));
    expect(passing.length).toBeLessThan(490);
    await expectExactly(page, good, passing);
    const copied = page.url();
    await page.goto('about:blank');
    await visit(page, copied);
    await expectExactly(page, good, passing);
    await page.getByRole('button', { name: 'Clear the lasso' }).click();
    await saysCount(page, 1_000);
  });

  it('takes bounds on both scores from fields, for who cannot draw', async () => {
    const { good } = place.seeded;
    const page = await open(good, `?against=${half.id}`);
    const type = async (label: string, text: string): Promise<void> => {
      const field = page.getByRole('textbox', { name: label });
      await field.fill(text);
      await field.press('Enter');
    };
    await type('Score in mnist-quick, at least', '0.005');
    await type('Score in mnist-quick, at most', '0.05');
    await type('Score in every-second, at least', '-0.005');
    await type('Score in every-second, at most', '0.03');
    const [a, b, c, d] = [0.005, 0.05, -0.005, 0.03].map(Math.fround) as [number, number, number, number];
    const passing = await bothAre(good, half, (x, y) => x >= a && x <= b && y >= c && y <= d);
    expect(passing.length).toBeLessThan(490);
    await expectExactly(page, good, passing);
    await settled(page, () => page.reload());
    await expectExactly(page, good, passing);
  });

  it('says which runs it shows, how far they agree, and whether their values may be compared', async () => {
    const { good, noise } = place.seeded;
    const page = await open(good, `?against=${half.id}`);
    const scatter = page.getByRole('region', { name: 'Against another run' });
    await scatter
      .getByText(/Horizontal axis: mnist-quick.*Vertical axis: every-second.*ρ 0\.\d\d over 500 datapoints/)
      .waitFor();
    await scatter.getByText(/their values may be compared/).waitFor();
    await scatter.getByRole('combobox', { name: 'Run' }).selectOption({ label: 'conv-strong' });
    await scatter.getByText(/Compare ranks, not values: .*the augmentation policy/).waitFor();
    await expect.poll(() => page.url()).toContain(noise.id);
  });

  it('offers runs that an experiment asked for last', async () => {
    const { good } = place.seeded;
    const options = (page: Page) =>
      page
        .getByRole('region', { name: 'Against another run' })
        .getByRole('combobox', { name: 'Run' })
        .getByRole('option');
    const page = await open(good);
    const before = await options(page).allInnerTexts();
    const newest = (await options(page).nth(1).getAttribute('value'))!;
    await createExperiment(place.store, 'asks for the newest', { first: newest }, { started: true });
    await settled(page, () => page.reload());
    await expect
      .poll(() => options(page).allInnerTexts())
      .toEqual([before[0], ...before.slice(2), before[1]]);
  });

  it('shows the datapoint under the pointer and those reached by keys, with its score in both runs', async () => {
    const { good } = place.seeded;
    const page = await open(good, `?against=${half.id}&colour=class`);
    const scores = await bothAre(good, half, () => true);
    const highest = scores.reduce((most, one) => (one.value! > most.value! ? one : most));
    const other = (await seenScores(place.store, half.id)).find(({ index }) => index === highest.index)!;
    await page.getByText('class 9', { exact: true }).last().waitFor();
    const plot = page.getByRole('application', { name: /^Scatter: arrow keys/ });
    await plot.focus();
    await page.keyboard.press('End');
    const said = `Datapoint ${highest.index}, class ${highest.class}: ${highest.value!.toFixed(4)} in mnist-quick, percentile [0-9.]+; ${other.value!.toFixed(4).replace('-', '−')} in every-second, percentile [0-9.]+\\.`;
    await page
      .getByRole('status')
      .filter({ hasText: new RegExp(said) })
      .waitFor();
    const link = plot.getByRole('link', { name: `Datapoint ${highest.index}` });
    await link.waitFor();
    await plot.locator('img').waitFor();
    // Zoomed in about the point, it stays where it is; the pointer finds it there.
    await page.keyboard.press('+');
    const image = page.getByRole('img', { name: /^Scatter of \d+ datapoints/ });
    await expect.poll(() => image.getAttribute('aria-label')).not.toMatch(/of 500/);
    const ring = (await plot.locator('circle').last().boundingBox())!;
    await page.keyboard.press('Escape');
    await link.waitFor({ state: 'detached' });
    await page.mouse.move(ring.x + ring.width / 2, ring.y + ring.height / 2);
    await plot.getByText(`Datapoint ${highest.index}`).waitFor();
    await page.getByRole('button', { name: 'Whole plot' }).click();
    await expect.poll(() => image.getAttribute('aria-label')).toMatch(/of 500/);
    await page.getByLabel('A drag').selectOption('move');
    await page.getByText('drag to move the plot').waitFor();
    await plot.focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.waitForURL(new RegExp(`/datapoints/mnist/${highest.index}\\?run=`));
  });

  it('counts percentiles on its axes where scores may not be compared, and a lasso holds them', async () => {
    const { good, noise } = place.seeded;
    const page = await open(good, `?against=${noise.id}`);
    await page.getByText('the same percentile in both').waitFor();
    await draw(page, [
      [0.5, 0.02],
      [0.99, 0.02],
      [0.99, 0.5],
      [0.5, 0.5],
    ]);
    await page.waitForURL(/lasso=.*axes=percentile/);
    const corners = new URL(page.url()).searchParams.get('lasso')!.split('~');
    const percentiles = async (run: RunRow) => {
      const rows = await seenScores(place.store, run.id);
      return new Map(rows.map(({ index, rank }) => [index, (100 * (1_001 - rank!)) / 1_000]));
    };
    const [across, up] = [await percentiles(good), await percentiles(noise)];
    const places = corners.map((corner) => corner.split(',').map(Number));
    const passing = (await seenScores(place.store, good.id)).filter(({ index }) =>
      isEnclosed(Math.fround(across.get(index)!), Math.fround(up.get(index)!), places),
    );
    await expectExactly(page, good, passing);
  });

  it('maps the representations, coloured by score: a lasso holds what lies in it, keys and pointer show a digit', async () => {
    const { good, imageless } = place.seeded;
    const page = await open(good);
    await page.getByRole('button', { name: 'Show the map' }).click();
    const image = page.getByRole('img', { name: /^Map of 1,000 datapoints/ });
    await image.waitFor();
    const region = page.getByRole('region', { name: 'Map of representations' });
    await region.getByText('top 1 %').waitFor();
    await region.getByText(/distances on the map are not the score/).waitFor();
    // As they are planted: ten bands from left to right, of which the lasso holds the first three.
    await draw(
      page,
      [
        [0, 0],
        [0.29, 0],
        [0.29, 1],
        [0, 1],
      ],
      /^Map of/,
    );
    await page.waitForURL(/maplasso=/);
    const rows = await seenScores(place.store, good.id);
    const inOrder = rows.map(({ index }) => index).sort((a, b) => a - b);
    const passing = rows.filter(({ index }) => inOrder.indexOf(index) < 300);
    await expectExactly(page, good, passing);
    await settled(page, () => page.reload());
    await expectExactly(page, good, passing);
    await page.getByRole('button', { name: /lasso over the map/ }).waitFor();
    const plot = page.getByRole('application', { name: /^Map: arrow keys/ });
    await plot.focus();
    await page.keyboard.press('Home');
    await plot.getByRole('link', { name: /^Datapoint \d+/ }).waitFor();
    await plot.locator('img').waitFor();
    await region.getByRole('combobox', { name: 'Colour by' }).selectOption('class');
    await region.getByText('class 9', { exact: true }).waitFor();
    expect(await axeViolations(page, 'light')).toEqual([]);
    await region.getByRole('button', { name: 'Clear the lasso' }).click();
    await saysCount(page, 1_000);
    // The same by keyboard: the third band ends before 5, and the fourth begins at 6.
    await region.getByLabel('Horizontal place, at most').fill('5');
    await page.keyboard.press('Enter');
    await expectExactly(page, good, passing);
    await settled(page, () => page.reload());
    await expect.poll(() => region.getByLabel('Horizontal place, at most').inputValue()).toBe('5');
    await expect.poll(() => region.getByLabel('Horizontal place, at least').inputValue()).toBe('');
    await visit(page, `${place.url}/runs/${imageless.id}/explore`);
    await page.getByText(/This run has none: a map is made/).waitFor();
  });

  it('says above the page what the API refuses to a part of it, until it is tried again', async () => {
    const { page, complaints } = await visits.read();
    // The same variables under the hash of a document that needs others: the API refuses them.
    await page.route('**/api/graphql', (route) =>
      route.continue({
        postData: (route.request().postData() ?? '').replace(hashes.TagNames, hashes.EncoderValues),
      }),
    );
    await visit(page, `${place.url}/datapoints/mnist/3?run=${place.seeded.good.id}`);
    const notice = page.getByRole('alert').filter({ hasText: 'A part of this page could not be loaded' });
    await notice.getByText(/Variable/).waitFor();
    expect(await axeViolations(page, 'light')).toEqual([]);
    await page.unroute('**/api/graphql');
    await notice.getByRole('button', { name: 'Try again' }).click();
    await notice.waitFor({ state: 'detached' });
    expect(complaints.splice(0).filter((one) => !one.includes('400'))).toEqual([]);
  });

  it('refuses a run of another dataset, whose indices mean other datapoints, and filters nothing by it', async () => {
    const { good, imageless } = place.seeded;
    const lasso = 'lasso=-1,-1~0,-1~0,1~-1,1';
    const page = await open(good, `?against=${imageless.id}&yfrom=0.01&${lasso}`);
    await page.getByText('These two runs cannot be plotted together').waitFor();
    await page.getByText(/scores another dataset/).waitFor();
    await saysCount(page, 1_000);
    expect(await page.getByRole('img', { name: /^Scatter of/ }).count()).toBe(0);
    await page.getByRole('button', { name: 'Choose another run' }).click();
    await page.waitForURL((url) => url.search === '');
    await saysCount(page, 1_000);
  });

  it('says what to do where there is no second run', async () => {
    const page = await open(place.seeded.imageless);
    await page.getByText(/This is the only finished run on/).waitFor();
  });

  it('filters by part of the split and by whether a score can be told, and its table has a column for the part', async () => {
    const rows = await seenScores(place.store, parts.id);
    const page = await open(parts);
    await saysCount(page, 1_000);
    const inPart = (role: string) => rows.filter((row) => row.role === role).length;
    const roles = ['shared', 'candidate', 'independent', 'external'].map(inPart);
    await expect.poll(() => countsOf(page, 'Split role')).toEqual(roles);
    const told = rows.filter(({ value }) => value !== null);
    expect(told.length).toBe(500);
    await expect.poll(() => countsOf(page, 'Is the score identifiable?')).toEqual([500, 500]);
    await page.getByRole('checkbox', { name: /^identifiable/ }).check();
    await page.waitForURL(/identifiable=yes/);
    await saysCount(page, 500);
    await expect
      .poll(() => countsOf(page, 'Split role'))
      .toEqual([0, inPart('candidate'), inPart('independent'), 0]);
    await page.getByRole('checkbox', { name: /^independents/ }).check();
    await page.getByRole('combobox', { name: 'Show as' }).selectOption('table');
    const passing = told.filter(({ role }) => role === 'independent').sort((a, b) => a.rank! - b.rank!);
    await saysCount(page, passing.length);
    await settled(page, () => page.reload());
    await saysCount(page, passing.length);
    const table = page.getByRole('table', { name: 'Datapoints' });
    const titles = await table.getByRole('columnheader').allInnerTexts();
    const first = table.getByRole('row').nth(1);
    await first.getByRole('cell', { name: 'independent', exact: true }).waitFor();
    const cells = await first.getByRole('cell').allInnerTexts();
    const cell = (title: string) => cells[titles.findIndex((text) => text.startsWith(title))];
    expect(cell('Datapoint')).toBe(String(passing[0]!.index));
    expect(cell('Percentile')).toBe(((100 * (501 - passing[0]!.rank!)) / 500).toFixed(1));
    expect(cell('Role')).toBe('independent');
  });

  it.each(['', '&view=table'])(
    'axe finds nothing in both themes, with a lasso%s',
    { tags: 'slow' },
    async (more) => {
      const lasso = 'lasso=-0.01,-0.01~0.06,-0.01~0.06,0.05~-0.01,0.05';
      const page = await open(parts, `?against=${half.id}&${lasso}${more}`);
      await page.getByText(/their values may be compared/).waitFor();
      await page.getByRole('img', { name: /^Scatter of/ }).waitFor();
      await page.locator('[data-place]').first().waitFor();
      expect(await axeInBothThemes(page)).toEqual([]);
    },
  );

  it('fits a phone with scatter and table, without sideways scrolling, with targets of 24 pixels', async () => {
    const page = await open(parts, `?against=${half.id}&view=table`, { isPhone: true });
    await page.getByText(/their values may be compared/).waitFor();
    await page.locator('[data-place]').first().waitFor();
    expect(await sidewaysOverflow(page)).toBe(0);
    expect(await smallTargets(page)).toEqual([]);
  });
});
