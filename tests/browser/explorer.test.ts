import { readFileSync } from 'node:fs';
import { datasets, scores, type RunRow } from '@engram/store';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { insideLasso } from '../../web/src/columns/inside-lasso.ts';
import { readLasso } from '../../web/src/columns/lasso.ts';
import { formatRate } from '../../web/src/messages/fdr-messages.ts';
import { axeInBothThemes, axeViolations } from './rig/axe.ts';
import { hasChromium } from './rig/chromium.ts';
import type { Place } from './rig/place.ts';
import { publishSecondMethod } from './rig/second-method.ts';
import { sidewaysOverflow, smallTargets } from './rig/reader.ts';
import { visit } from './rig/settled.ts';
import { visitsTo } from './rig/visits.ts';

let place: Place;
/** Finished runs on the same digits. */
let others: RunRow[];

const visits = visitsTo(async (opened) => {
  place = opened;
  const { good, noise } = place.seeded;
  const [digits] = await datasets.findByIds(place.store, [good.datasetId]);
  const again = () => publishSecondMethod(place.store, digits!, good);
  others = [noise, await again(), await again()];
});
const open = (search = '', options?: Parameters<typeof visits.open>[1]) =>
  visits.open(`/runs/${place.seeded.good.id}/explore${search}`, options);
const places = (page: Page, count: number): Promise<string[]> =>
  page
    .locator('[data-place]')
    .evaluateAll((cells, most) => cells.slice(0, most).map((cell) => cell.getAttribute('href')!), count);

describe.skipIf(!hasChromium)('the explorer, in Chromium', () => {
  it.each([
    ['a laptop', { width: 1280, height: 720 }, 14],
    ['a phone', { width: 390, height: 844 }, 6],
  ])('shows datapoints on the first screen of %s, with index and class', async (_, viewport, least) => {
    const page = await open('', { viewport });
    await page.getByRole('status').filter({ hasText: '1,000 datapoints' }).waitFor();
    const bottoms = await page
      .locator('main [data-place] img')
      .evaluateAll((images) => images.map((image) => image.getBoundingClientRect().bottom));
    expect(bottoms.filter((bottom) => bottom < viewport.height).length).toBeGreaterThanOrEqual(least);
    const [best] = (
      await scores.page(place.store, {
        filter: { run: place.seeded.good.id },
        orderBy: { field: 'VALUE', direction: 'DESC' },
        first: 1,
      })
    ).rows;
    const cell = page.locator('[data-place="0"]');
    await cell.getByText(`${best!.index} · ${best!.class}`, { exact: true }).waitFor();
    // Nothing but the page scrolls, apart from the rail of filters.
    const boxes = await page.evaluate<number>(
      `[...document.querySelectorAll('main *')].filter((element) => !element.closest('aside') && element.checkVisibility() &&
        ['auto', 'scroll'].includes(getComputedStyle(element).overflowY) && element.scrollHeight > element.clientHeight + 1).length`,
    );
    expect(boxes).toBe(0);
  });

  it('cuts no facet within a row, wherever its filters are scrolled to', async () => {
    const page = await open('', { viewport: { width: 1280, height: 720 } });
    await page.getByRole('status').filter({ hasText: '1,000 datapoints' }).waitFor();
    const rail = page.getByRole('search', { name: 'Filters' }).locator('..');
    const cut = () =>
      rail.evaluate((element) => {
        const frame = element.getBoundingClientRect();
        return [...element.querySelectorAll('section, legend, li, label, button')]
          .filter((part) => {
            const { top, bottom } = part.getBoundingClientRect();
            return [frame.top, frame.bottom].some((edge) => top < edge - 1 && bottom > edge + 1);
          })
          .map((part) => part.textContent);
      });
    const box = (await rail.boundingBox())!;
    expect(box.y + box.height).toBeLessThan(720);
    expect(await cut()).toEqual([]);
    for (const part of ['Is the score identifiable?', 'Comments']) {
      await rail.getByText(part).evaluate((legend) => legend.scrollIntoView({ block: 'center' }));
      await expect.poll(() => rail.evaluate((element) => element.scrollTop)).toBeGreaterThan(0);
      expect(await cut(), part).toEqual([]);
    }
  });

  it('shows a datapoint large under the mouse, and takes away a filter by its chip', async () => {
    const page = await open('?class=3&size=48');
    const cell = page.locator('[data-place="3"]');
    await cell.hover();
    const large = page.locator('[class*=preview] img');
    expect((await large.boundingBox())!.width).toBeGreaterThanOrEqual(190);
    await expect.poll(() => large.getAttribute('src')).toBe(await cell.getByRole('img').getAttribute('src'));
    await page.getByRole('button', { name: 'Remove the filter class 3' }).click();
    await page.waitForURL(/explore\?size=48$/);
    await page.getByRole('status').filter({ hasText: '1,000 datapoints' }).waitFor();
  });

  it('finds the ten most memorized threes that four runs agree on, and a copied link shows the same', async () => {
    const { good } = place.seeded;
    const agreeing = [good, ...others].map(({ id }) => id);
    const page = await open();
    await page.getByRole('group', { name: 'Latent class' }).getByRole('checkbox').nth(3).check();
    for (const box of await page
      .getByRole('group', { name: 'Other runs that agree' })
      .getByRole('checkbox')
      .all())
      await box.check();
    await page.getByRole('textbox', { name: /^In the top/ }).fill('50');
    await page.getByRole('textbox', { name: /^In the top/ }).press('Enter');
    const filter = {
      run: good.id,
      classes: [3],
      agreement: { runs: agreeing, topPercent: 50, minRuns: 4 },
    };
    const orderBy = { field: 'VALUE', direction: 'DESC' } as const;
    const { rows } = await scores.page(place.store, { filter, orderBy, first: 10 });
    const count = await scores.count(place.store, filter);
    expect(count).toBeGreaterThan(10);
    await page
      .getByRole('status')
      .filter({ hasText: `${count} datapoints` })
      .waitFor();
    const expected = rows.map(({ index }) => `/datapoints/mnist/${index}?run=${good.id}`);
    await expect.poll(() => places(page, 10)).toEqual(expected);
    const copied = page.url();
    await page.goto('about:blank');
    await visit(page, copied);
    await page
      .getByRole('status')
      .filter({ hasText: `${count} datapoints` })
      .waitFor();
    await expect.poll(() => places(page, 10)).toEqual(expected);
  });

  it('counts what other methods leave under the same filters, and leads there and back', async () => {
    const { good } = place.seeded;
    const page = await open('?class=3&from=0.02');
    const methods = page.getByRole('group', { name: 'Method and run' });
    const other = others[0]!;
    const narrow = { classes: [3], value: { gte: 0.02 } };
    const [here, there] = [
      await scores.count(place.store, { run: good.id, ...narrow }),
      await scores.count(place.store, { run: other.id, ...narrow }),
    ];
    const linkTo = (id: string) => methods.locator(`a[href*="${id}"]`);
    await expect.poll(() => linkTo(good.id).getAttribute('aria-current')).toBe('true');
    await linkTo(good.id).getByText(String(here), { exact: true }).waitFor();
    await linkTo(other.id).getByText(String(there), { exact: true }).waitFor();
    await linkTo(other.id).click();
    await page.waitForURL(place.url + `/runs/${other.id}/explore?class=3&from=0.02`);
    await page
      .getByRole('status')
      .filter({ hasText: `${there} datapoints` })
      .waitFor();
    await page.goBack();
    await page
      .getByRole('status')
      .filter({ hasText: `${here} datapoints` })
      .waitFor();
  });

  it('is brushed by keyboard, and back brings the range before', async () => {
    const page = await open();
    const total = await page.getByRole('status').filter({ hasText: 'of' }).innerText();
    const smallest = page.getByRole('slider', { name: 'Smallest score' });
    await smallest.focus();
    await page.keyboard.press('PageUp');
    await page.waitForURL(/\?from=/);
    const filter = {
      run: place.seeded.good.id,
      value: { gte: Number(new URL(page.url()).searchParams.get('from')) },
    };
    const count = await scores.count(place.store, filter);
    await page
      .getByRole('status')
      .filter({ hasText: `${count} datapoints` })
      .waitFor();
    await page.goBack();
    await page
      .getByRole('status')
      .filter({ hasText: total.split(' ')[0]! })
      .waitFor();
    await expect.poll(() => page.url()).not.toContain('from=');
  });

  it('draws only the rows that are seen, and keys move on to others', async () => {
    const page = await open();
    await page.getByRole('status').filter({ hasText: '1,000 datapoints' }).waitFor();
    expect(await page.locator('[data-place]').count()).toBeLessThan(120);
    const columns = await page.evaluate<number>(
      `(([first, ...cells]) => 1 + cells.filter((cell) => cell.getBoundingClientRect().top === first.getBoundingClientRect().top).length)
        ([...document.querySelectorAll('[data-place]')])`,
    );
    await page.locator('[data-place="0"]').focus();
    // Faster than the page can draw: no press is lost.
    await page.evaluate(
      `for (let row = 0; row < 20; row++)
        document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }))`,
    );
    const focused = page.locator('[data-place]:focus');
    await expect.poll(() => focused.getAttribute('data-place')).toBe(String(20 * columns));
    await focused.getByText(/top 5 %/).waitFor();
    for (let row = 0; row < 8; row++) await page.keyboard.press('ArrowUp');
    await expect.poll(() => focused.getAttribute('data-place')).toBe(String(12 * columns));
  });

  it('saves those selected, or all that are shown, as a CSV in their order', async () => {
    const page = await open('?class=3');
    await page.getByRole('status').filter({ hasText: '100 datapoints' }).waitFor();
    const saved = async () => {
      const begun = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Download CSV' }).click();
      const download = await begun;
      expect(download.suggestedFilename()).toMatch(/^mnist-[0-9a-f]{8}-scores\.csv$/);
      const [head, ...rows] = readFileSync(await download.path(), 'utf8')
        .trimEnd()
        .split('\n');
      expect(head).toMatch(/^index,contentHash,class,className,value,/);
      return rows.map((row) => row.split(','));
    };
    const all = await saved();
    expect(all.map(([, , latent]) => latent)).toEqual(Array(100).fill('3'));
    const values = all.map((row) => Number(row[4]));
    expect(values).toEqual(values.toSorted((a, b) => b - a));
    for (const at of [3, 1])
      await page.getByRole('checkbox', { name: `Select datapoint ${all[at]![0]}`, exact: true }).check();
    await expect.poll(() => saved()).toEqual([all[1], all[3]]);
  });

  it('shows the same as a table, ordered by its titles, whose rows lead on', async () => {
    const { good } = place.seeded;
    const page = await open('?class=3');
    await page.getByRole('combobox', { name: 'Show as' }).selectOption('table');
    await page.waitForURL(/view=table/);
    const table = page.getByRole('table', { name: 'Datapoints' });
    const count = await scores.count(place.store, { run: good.id, classes: [3] });
    await expect.poll(() => table.getAttribute('aria-rowcount')).toBe(String(count + 1));
    const filter = { run: good.id, classes: [3] };
    const expectFirst = async (direction: 'ASC' | 'DESC') => {
      const { rows } = await scores.page(place.store, {
        filter,
        orderBy: { field: 'VALUE', direction },
        first: 8,
      });
      const expected = rows.map(({ index }) => `/datapoints/mnist/${index}?run=${good.id}`);
      await expect.poll(() => places(page, 8)).toEqual(expected);
      const [first] = rows;
      const row = table.getByRole('row').nth(1);
      await row.getByText(first!.value!.toFixed(4).replace('-', '\u2212')).first().waitFor();
      await row.getByRole('cell', { name: String(first!.rank), exact: true }).waitFor();
    };
    await expectFirst('DESC');
    const title = table.getByRole('columnheader', { name: /^Score/ });
    await expect.poll(() => title.getAttribute('aria-sort')).toBe('descending');
    await title.getByRole('button').click();
    await page.waitForURL(/order=value-asc/);
    await expectFirst('ASC');
    const group = page.getByRole('group', { name: /^Memorized, at a false discovery rate/ });
    const memorized = { ...filter, fdr: { lte: 0.05 } };
    const option = group.getByRole('listitem').filter({ hasText: /^5.%/ });
    const left = await scores.count(place.store, memorized);
    expect([left > 0, left < count, await option.innerText()]).toEqual([
      true,
      true,
      expect.stringMatching(new RegExp(`^5.%\\s*${left}$`)),
    ]);
    await option.getByRole('checkbox').click();
    await page.waitForURL(/fdr=0\.05/);
    await expect.poll(() => table.getAttribute('aria-rowcount')).toBe(String(left + 1));
    const [best] = (
      await scores.page(place.store, {
        filter: memorized,
        orderBy: { field: 'VALUE', direction: 'ASC' },
        first: 1,
      })
    ).rows;
    expect(formatRate(best!.fdr)).not.toBe('–');
    await table
      .getByRole('row')
      .nth(1)
      .getByRole('cell', { name: formatRate(best!.fdr), exact: true })
      .waitFor();
    await page.getByRole('button', { name: /false discovery rate ≤ 0\.05/ }).click();
    await expect.poll(() => table.getAttribute('aria-rowcount')).toBe(String(count + 1));
    await page.keyboard.press('j');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => page.locator('[data-place]:focus').getAttribute('data-place')).toBe('1');
    expect(await axeViolations(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/datapoints\/mnist\//);
  });

  it('keeps what a lasso over two runs encloses, and a copied link shows the same', async () => {
    const { good, noise } = place.seeded;
    /** Of each scored datapoint, the share of the scores that are not above its own, in percent. */
    const percentiles = async (run: string): Promise<Map<number, number>> => {
      const found = new Map<number, number>();
      for await (const { index, value } of scores.stream(place.store, run))
        if (value !== null) found.set(index, value);
      const all = [...found.values()];
      return new Map(
        [...found].map(([index, own]) => [
          index,
          (100 * all.filter((one) => one <= own).length) / all.length,
        ]),
      );
    };
    const [across, up] = [await percentiles(good.id), await percentiles(noise.id)];
    const page = await open();
    const left = (count: number) =>
      page
        .getByRole('status')
        .filter({ hasText: `${count} datapoint` })
        .waitFor();
    await page.getByRole('combobox', { name: 'Run' }).selectOption({ label: 'conv-strong' });
    const plot = page.getByRole('img', { name: /^Scatter of 1,000 datapoints/ });
    await plot.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await plot.boundingBox())!;
    const corners = [
      [0.45, 0.3],
      [0.95, 0.2],
      [0.8, 0.75],
      [0.4, 0.6],
    ] as const;
    await page.mouse.move(x + 0.45 * width, y + 0.3 * height);
    await page.mouse.down();
    for (const [right, down] of [...corners.slice(1), corners[0]])
      await page.mouse.move(x + right * width, y + down * height, { steps: 8 });
    await page.mouse.up();
    await page.waitForURL(/lasso=/);
    const lasso = readLasso(new URL(page.url()).searchParams.get('lasso'));
    expect(lasso.length).toBeGreaterThanOrEqual(4);
    // Values of the two runs may not be compared, so that the axes count percentiles.
    await expect.poll(() => new URL(page.url()).searchParams.get('axes')).toBe('percentile');
    const enclosed = [...across].filter(
      ([index, x]) =>
        up.has(index) && insideLasso(Float32Array.of(x), Float32Array.of(up.get(index)!), lasso)[0] === 1,
    ).length;
    expect(enclosed).toBeGreaterThan(20);
    expect(enclosed).toBeLessThan(980);
    await left(enclosed);
    const copied = page.url();
    await page.goto('about:blank');
    await visit(page, copied);
    await left(enclosed);
    await page.getByRole('button', { name: 'Clear the lasso' }).click();
    await page.getByRole('status').filter({ hasText: '1,000 datapoints' }).waitFor();
  });

  it('takes bounds on the other run from fields, for who cannot draw', async () => {
    const { good, noise } = place.seeded;
    const page = await open(`?against=${noise.id}`);
    const least = page.getByRole('textbox', { name: /, at least$/ }).last();
    await least.fill('0.01');
    await least.press('Enter');
    const filter = { run: good.id, and: [{ run: noise.id, value: { gte: 0.01 } }] };
    const count = await scores.count(place.store, filter);
    expect(count).toBeGreaterThan(0);
    await page
      .getByRole('status')
      .filter({ hasText: `${count} datapoint` })
      .waitFor();
  });

  it('axe finds nothing in both themes', async () => {
    const page = await open(`?against=${place.seeded.noise.id}`);
    await page.getByRole('img', { name: /^Scatter of/ }).waitFor();
    await page.getByRole('status').filter({ hasText: '1,000 datapoints' }).waitFor();
    expect(await axeInBothThemes(page)).toEqual([]);
  });

  it('fits a phone without sideways scrolling, with targets of 24 pixels', async () => {
    const page = await open(`?against=${place.seeded.noise.id}`, { isPhone: true });
    await page.getByRole('img', { name: /^Scatter of/ }).waitFor();
    await page.getByRole('status').filter({ hasText: '1,000 datapoints' }).waitFor();
    expect(await sidewaysOverflow(page)).toBe(0);
    expect(await smallTargets(page)).toEqual([]);
  });

  it('says when nothing passes, and what to do', async () => {
    const page = await open('?stable=1&percentile=100&class=1');
    await page.getByText('No datapoint passes all filters').waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByRole('status').filter({ hasText: '1,000 datapoints' }).waitFor();
  });
});
