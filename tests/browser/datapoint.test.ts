import { datasets, pairDistances, scores } from '@engram/store';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeInBothThemes, axeViolations } from './rig/axe.ts';
import { hasChromium } from './rig/chromium.ts';
import type { Place } from './rig/place.ts';
import { hydrated, sidewaysOverflow, smallTargets } from './rig/reader.ts';
import { visit } from './rig/settled.ts';
import { visitsTo } from './rig/visits.ts';

let place: Place;
let plainSlug: string;

const { open, read, reader } = visitsTo(async (opened) => {
  place = opened;
  const [plain] = await datasets.findByIds(place.store, [place.seeded.imageless.datasetId]);
  plainSlug = plain!.slug;
});
const seenFrom = (run: { id: string }, index = 7, slug = 'mnist') =>
  `/datapoints/${slug}/${index}?run=${run.id}`;
const apart = (page: Page) => page.getByRole('region', { name: 'The score by pairs of views' });
const cell = (page: Page, name: RegExp) => apart(page).getByRole('gridcell', { name });
/** Width and height of the picture that views are drawn from. */
const sizeOfViews = (page: Page): Promise<number[]> =>
  page.evaluate<number[]>(`(async () => {
    const image = new Image();
    image.src = document.querySelector('svg image').getAttribute('href');
    await image.decode();
    return [image.naturalWidth, image.naturalHeight];
  })()`);
const meanOf = (values: Float32Array) => values.reduce((a, b) => a + b, 0) / values.length;

describe.skipIf(!hasChromium)('the page of a datapoint, in Chromium', () => {
  it('opens from the explorer and shows what the score is made of', async () => {
    const { good } = place.seeded;
    const page = await open(`/runs/${good.id}/explore`);
    const { rows } = await scores.page(place.store, {
      filter: { run: good.id },
      orderBy: { field: 'VALUE', direction: 'DESC' },
      first: 1,
    });
    const { index, value } = rows[0]!;
    await page.locator(`a[href="${seenFrom(good, index)}"]`).click();
    await page.getByRole('heading', { name: `Datapoint ${index}`, exact: true }).waitFor();
    await expect.poll(() => page.url()).toBe(place.url + seenFrom(good, index));

    const [kept] = await pairDistances.findByKeys(place.store, [{ runId: good.id, index }]);
    const means = [meanOf(kept!.distancesOut!), meanOf(kept!.distancesIn!)];
    expect(means[0]! - means[1]!).toBeCloseTo(value!, 6);
    const shown = await apart(page).getByRole('definition').allInnerTexts();
    expect(shown.slice(3)).toEqual([...means, value!].map((each) => each.toFixed(4)));
    const score = page.getByRole('region', { name: /^Memorization score/ });
    await expect.poll(() => score.innerText()).toContain(value!.toFixed(4));
    await expect.poll(() => score.innerText()).toContain('Rank 1 of 1,000');
  });

  it('draws the views from the picture that the API redraws', async () => {
    const page = await open(seenFrom(place.seeded.good));
    await expect
      .poll(() =>
        apart(page)
          .getByRole('img', { name: /^View \d+$/ })
          .count(),
      )
      .toBe(10);
    await expect.poll(() => sizeOfViews(page)).toEqual([280, 28]);
  });

  it('says d under f and g of the pair that a finger, a pointer or the keyboard is at', async () => {
    const page = await open(seenFrom(place.seeded.good));
    const [kept] = await pairDistances.findByKeys(place.store, [{ runId: place.seeded.good.id, index: 7 }]);
    const pair = apart(page).getByRole('status');
    await cell(page, /^Views 2 and 1, /).hover();
    await pair.getByRole('heading', { name: 'Views 1 and 2' }).waitFor();
    const numbers = [kept!.distancesOut![0]!, kept!.distancesIn![0]!].map((each) => each.toFixed(4));
    expect((await pair.getByRole('definition').allInnerTexts()).slice(0, 2)).toEqual(numbers);
    await expect
      .poll(() => cell(page, /^Views 2 and 1, trained without it/).getAttribute('aria-label'))
      .toContain(numbers[0]!);
    await expect
      .poll(() => cell(page, /^Views 1 and 2, trained with it/).getAttribute('aria-label'))
      .toContain(numbers[1]!);

    await page.mouse.move(0, 0);
    await cell(page, /^Views 2 and 1, /).focus();
    await page.keyboard.press('ArrowRight');
    await pair.getByRole('heading', { name: 'Views 2 and 3' }).waitFor();
    await page.keyboard.press('End');
    await pair.getByRole('heading', { name: 'Views 2 and 10' }).waitFor();
    await expect.poll(() => apart(page).locator('[role=grid] [tabindex="0"]').count()).toBe(1);

    await apart(page).getByText('The pairs as a table').click();
    await expect
      .poll(() => apart(page).getByRole('region', { name: 'The pairs as a table' }).getByRole('row').count())
      .toBe(46);
  });

  it('is seen from another run, back and forward, and its neighbours lead on', async () => {
    const { good, noise } = place.seeded;
    const page = await open(seenFrom(good));
    await page
      .getByRole('region', { name: 'Scores in all runs' })
      .getByRole('link', { name: 'conv-strong' })
      .click();
    await page.getByRole('heading', { name: 'Memorization score in conv-strong' }).waitFor();
    await expect.poll(() => page.url()).toBe(place.url + seenFrom(noise));
    await page.getByText('The ranking of conv-strong is noise').waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'Memorization score in mnist-quick' }).waitFor();
    const near = page.getByRole('region', { name: 'Nearest in mnist-quick' });
    await expect.poll(() => near.getByRole('link').count()).toBe(10);
    await near.getByRole('link').first().click();
    await page.getByRole('heading', { name: 'Datapoint 8', exact: true }).waitFor();
    await expect.poll(() => page.url()).toBe(place.url + seenFrom(good, 8));
    await page.getByRole('link', { name: 'Explore its scores' }).click();
    await page.waitForURL(`${place.url}/runs/${good.id}/explore`);
    // From there it leads on in the order of the list.
    const cells = page.locator('a[data-place]');
    await cells.nth(1).waitFor();
    await hydrated(cells.first());
    const listed = await cells.evaluateAll((all) => all.slice(0, 2).map((one) => one.getAttribute('href')!));
    await cells.first().click();
    await page.waitForURL(place.url + listed[0]!);
    await page.getByRole('link', { name: 'Next datapoint' }).click();
    await page.waitForURL(place.url + listed[1]!);
    await page.getByRole('link', { name: 'Previous datapoint' }).waitFor();
    await page.keyboard.press('k');
    await page.waitForURL(place.url + listed[0]!);
  });

  it('leads on in the ranking of its run for who came by a link', async () => {
    const { good } = place.seeded;
    const { rows } = await scores.page(place.store, {
      filter: { run: good.id },
      orderBy: { field: 'VALUE', direction: 'DESC' },
      first: 3,
    });
    const [first, second, third] = rows.map(({ index }) => place.url + seenFrom(good, index));
    const page = await open(second!.replace(place.url, ''));
    await page.getByRole('link', { name: 'Next datapoint' }).click();
    await page.waitForURL(third!);
    await page.getByRole('link', { name: 'Previous datapoint' }).click();
    await page.waitForURL(second!);
    await page.getByRole('link', { name: 'Previous datapoint' }).click();
    await page.waitForURL(first!);
    await page.getByRole('link', { name: 'Next datapoint' }).waitFor();
    expect(await page.getByRole('link', { name: 'Previous datapoint' }).count()).toBe(0);
  });

  it('is shared by its address, as GraphQL and as Python, and the dialogue passes axe', async () => {
    const { good } = place.seeded;
    const page = await open(seenFrom(good));
    await page.getByRole('button', { name: 'Share' }).click();
    const dialog = page.getByRole('dialog', { name: 'Share this page' });
    await dialog.getByText(place.url + seenFrom(good), { exact: true }).waitFor();
    await dialog.getByText(/"dataset": "mnist", "index": 7\}/).waitFor();
    await dialog.getByText(`/export/runs/${good.id}.parquet`).waitFor();
    expect(await axeViolations(page, 'light', 'dialog')).toEqual([]);
  });

  it('opens from the disagreements of two runs', async () => {
    const page = await open(`/compare/${place.seeded.good.id}/${place.seeded.noise.id}`);
    const link = page
      .getByRole('region', { name: /^Higher in b/ })
      .getByRole('listitem')
      .first()
      .getByRole('link');
    const name = await link.innerText();
    await link.click();
    await page.getByRole('heading', { name, exact: true }).waitFor();
    await page.getByRole('heading', { name: 'Memorization score in conv-strong' }).waitFor();
  });

  it('shows a datapoint without image, and says that it has none', async () => {
    const page = await open(`/datapoints/${plainSlug}/7`);
    await page.getByText('This datapoint has no image').waitFor();
    await page.getByText('imported without images').waitFor();
    await expect.poll(() => cell(page, /^Views/).count()).toBe(90);
    expect(await apart(page).getByRole('img').count()).toBe(0);
  });

  it('says that a run has no score of it, and offers those that have', async () => {
    const page = await open(seenFrom(place.seeded.running));
    await page.getByText('This run has no score for this datapoint').waitFor();
    await page.getByRole('link', { name: 'mnist-quick' }).click();
    await page.getByRole('heading', { name: 'Memorization score in mnist-quick' }).waitFor();
    await visit(page, `${place.url}/datapoints/mnist/9999`);
    await page.getByText('No run has scored this datapoint yet').waitFor();
  });

  it.each([
    '/datapoints/mnist/10000',
    '/datapoints/nothing/0',
    '/datapoints/mnist/-1',
    '/datapoints/mnist/x',
  ])('answers %s by saying that there is none', async (path) => {
    const reader = await read();
    const response = await visit(reader.page, place.url + path);
    expect(response?.status()).toBe(404);
    await reader.page.getByRole('heading', { name: 'There is no such datapoint' }).waitFor();
    const [, , slug, index] = path.split('/');
    const said = await reader.page.getByRole('main').innerText();
    expect(said).toContain(`The dataset ${slug} has no datapoint ${index}.`);
    reader.complaints.length = 0; // The browser itself reports the status 404.
  });

  it('is whole before any script runs', async () => {
    const page = await open(seenFrom(place.seeded.good), { javaScriptEnabled: false });
    await expect.poll(() => cell(page, /^Views/).count()).toBe(90);
    await expect
      .poll(() => page.getByRole('region', { name: 'Nearest in mnist-quick' }).getByRole('link').count())
      .toBe(10);
  });

  it('says that the API is away, and goes on when it is back', async () => {
    await place.stopApi();
    const page = await open(seenFrom(place.seeded.good));
    await page.getByText('The API does not answer').waitFor();
    await place.startApi();
    await page.getByRole('heading', { name: 'Datapoint 7', exact: true }).waitFor();
    await cell(page, /^Views 1 and 2/).waitFor();
    reader().complaints.length = 0; // The browser itself reports the status 502.
  });

  it.each(['with image', 'without image', 'without score', 'unknown'] as const)(
    'has nothing that axe, a phone or a finger stumbles over, in both themes: %s',
    { tags: 'slow' },
    async (name) => {
      const path = {
        'with image': seenFrom(place.seeded.good),
        'without image': `/datapoints/${plainSlug}/7`,
        'without score': seenFrom(place.seeded.running),
        unknown: '/datapoints/mnist/10000',
      }[name];
      expect(await axeInBothThemes(await open(path))).toEqual([]);
      await reader().close();
      const page = await open(path, { isPhone: true, viewport: { width: 360, height: 740 } });
      expect(await sidewaysOverflow(page)).toBe(0);
      expect(await smallTargets(page)).toEqual([]);
      const narrow = await page.evaluate<number>(
        `[...document.querySelectorAll('[role=grid] [tabindex]')].filter((cell) => cell.getBoundingClientRect().width < 24 || cell.getBoundingClientRect().height < 24).length`,
      );
      expect(narrow).toBe(0);
      if (name === 'unknown') reader().complaints.length = 0; // The browser itself reports the status 404.
    },
  );

  describe('leads to the page of views, which', () => {
    const operations = (page: Page) =>
      page.getByRole('list', { name: 'Operations of the policy' }).getByRole('listitem');
    const field = (page: Page, name: RegExp | string) => page.getByRole('form').getByLabel(name);

    it('draws what a policy makes of it', async () => {
      const page = await open('/datapoints/mnist/7');
      await page.getByRole('link', { name: /views/i }).first().click();
      await page.waitForURL(`${place.url}/views?dataset=mnist&index=7`);
      await page.getByRole('heading', { name: /^Datapoint 7 · class / }).waitFor();
      await expect.poll(() => page.getByRole('img', { name: /^View \d+$/ }).count()).toBe(10);
      await expect.poll(() => sizeOfViews(page)).toEqual([280, 28]);
      await expect
        .poll(() => operations(page).locator('code').allInnerTexts())
        .toEqual(['resized-crop', 'rotation', 'blur']);
    });

    it('takes what is typed along with every choice, and keeps what is no number', async () => {
      const page = await open('/views?dataset=mnist&index=7');
      await field(page, /^Datapoint/).fill('12');
      await field(page, 'Seed').fill('5');
      await field(page, 'Policy').selectOption('digits-weak');
      await page.waitForURL(`${place.url}/views?dataset=mnist&index=12&policy=digits-weak&seed=5`);
      await page.getByRole('heading', { name: /^Datapoint 12/ }).waitFor();
      await page.getByText('--policy digits-weak --index 12 --seed 5 --count 10').waitFor();

      await field(page, 'Seed').fill('x');
      await field(page, 'Views').selectOption('20');
      await page.waitForURL(/count=20/);
      await expect.poll(() => field(page, 'Seed').inputValue()).toBe('x');
      await expect.poll(() => field(page, 'Seed').getAttribute('aria-invalid')).toBe('true');
      await page.goBack();
      await page.goBack();
      await page.getByRole('heading', { name: /^Datapoint 7/ }).waitFor();
      await expect.poll(() => field(page, /^Datapoint/).inputValue()).toBe('7');
      await expect.poll(() => field(page, 'Seed').inputValue()).toBe('0');
    });

    it('draws operations that the reader writes, and says what is wrong with them', async () => {
      const page = await open('/views?dataset=mnist');
      await field(page, 'Policy').selectOption('your own operations');
      const text = field(page, /^Operations, in JSON/);
      await expect.poll(() => text.inputValue()).toContain('"resized-crop"');
      await text.fill('{"operations": [{"key": "rotation", "degrees": 900}]}');
      await page.getByRole('button', { name: 'Draw' }).click();
      await page.getByText('operations.0.degrees').waitFor();
      await text.fill('{"operations": [{"key": "invert", "probability": 1}]}');
      await page.getByRole('button', { name: 'Draw' }).click();
      await operations(page).getByText('invert').waitFor();
      await expect.poll(() => operations(page).count()).toBe(1);
      await expect.poll(() => text.inputValue()).toContain('"invert"');
    });

    it(
      'has nothing that axe, a phone or a finger stumbles over, in both themes',
      { tags: 'slow' },
      async () => {
        expect(await axeInBothThemes(await open('/views?dataset=mnist&index=7'))).toEqual([]);
        await reader().close();
        const page = await open('/views?dataset=mnist&index=7', {
          isPhone: true,
          viewport: { width: 360, height: 740 },
        });
        expect(await sidewaysOverflow(page)).toBe(0);
        expect(await smallTargets(page)).toEqual([]);
        expect(await axeViolations(page)).toEqual([]);
      },
    );
  });
});
