import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeViolations } from './rig/axe.ts';
import { hasChromium } from './rig/chromium.ts';
import type { Place } from './rig/place.ts';
import {
  plantedUnits,
  plantFindings,
  proxyCorrelation,
  type PlantedFindings,
} from './rig/planted-findings.ts';
import { sidewaysOverflow, smallTargets } from './rig/reader.ts';
import { visitsTo } from './rig/visits.ts';

let place: Place;
let found: PlantedFindings;

const { open, reader } = visitsTo(async (opened) => {
  place = opened;
  found = await plantFindings(place.store, place.seeded.good);
});
const rowsOf = (page: Page, region: string) =>
  page.getByRole('region', { name: region, exact: true }).locator('tbody tr');

describe.skipIf(!hasChromium)('what a measure found, and the documents, in Chromium', () => {
  it('draws the score of every layer, beside that of another method on the same masks', async () => {
    const page = await open(`/runs/${found.layers.id}`);
    const section = page.getByRole('region', { name: 'Score by layer' });
    await section.getByText('1 other run with the same masks').waitFor();
    const layers = await section.locator('table').first().locator('tbody th').allInnerTexts();
    expect(layers.at(-1)).toBe('representation');
    expect(layers.length).toBeGreaterThan(2);
    const text = await section.innerText();
    for (const part of ['SimCLR', 'VICReg', '0.0110', '0.0070 to 0.0160']) expect(text).toContain(part);
    expect(await page.getByRole('heading', { name: 'Most selective units' }).count()).toBe(0);
  });

  it('lists the most selective units, each with the datapoint that drives it', async () => {
    const page = await open(`/runs/${found.units.id}`);
    const rows = rowsOf(page, 'Table of the units');
    await rows.first().waitFor();
    await expect.poll(() => rows.count()).toBe(20);
    const [first] = plantedUnits;
    const text = await rows.first().innerText();
    expect(text).toContain(`${first!.layer} · ${first!.unit}`);
    expect(text).toContain('0.9300');
    const link = rows.first().getByRole('link');
    await expect.poll(() => link.getAttribute('href')).toContain(`/datapoints/mnist/${first!.index}`);
  });

  it('says of a proxy first that it is one, and how far it stands for the score', async () => {
    const page = await open(`/runs/${found.proxy.id}`);
    const notice = page.getByText('A proxy, not a memorization score');
    await notice.waitFor();
    const top = (await notice.boundingBox())!.y;
    const image = (await page.locator('main img').first().boundingBox())!.y;
    expect(top).toBeLessThan(image);
    const main = await page.locator('main').innerText();
    expect(main).toMatch(/is\s+0\.41\s+\(interval 0\.3\d to 0\.53\) over 200 datapoints/);
    const row = rowsOf(page, 'Table of the correlations');
    await expect.poll(() => row.count()).toBe(1);
    await expect.poll(() => row.innerText()).toContain(String(proxyCorrelation.count));
  });

  it('says how to learn how far a proxy stands for the score where nobody knows', async () => {
    const page = await open(`/runs/${found.loneProxy.id}`);
    await page.getByText(`engram run ${found.loneProxy.id.slice(0, 8)} --set measure=alignment`).waitFor();
  });

  it('shows a datapoint by every measure, the reference first, and leads to each', async () => {
    const page = await open(`/datapoints/mnist/7?run=${place.seeded.good.id}`);
    const rows = rowsOf(page, 'Table of the measures');
    await rows.nth(2).waitFor();
    const names = (await rows.locator('th').allInnerTexts()).map((name) => name.split('\n')[0]);
    expect(names[0]).toMatch(/^Alignment/);
    const [near, far] = [rows.nth(names.length - 2), rows.last()];
    await expect
      .poll(() => near.innerText())
      .toMatch(/proxy · Spearman 0\.41 with alignment \(interval 0\.3\d to 0\.53\)/);
    await expect.poll(() => far.innerText()).toMatch(/proxy · (?!Spearman)/);
    expect(names.slice(-2).join()).toMatch(/distance.*distance/i);
    await rows.last().getByRole('link').click();
    await page.waitForURL(/run=/);
    await page.getByRole('heading', { name: 'By every measure' }).waitFor();
  });

  it('shows the documents of the repository with their pictures, and leads from one to the next', async () => {
    const page = await open('/docs');
    const picture = page.getByRole('img', { name: /page of a datapoint/ });
    await picture.scrollIntoViewIfNeeded();
    await picture.evaluate('(image) => image.decode()');
    await page.getByRole('article').getByRole('link', { name: 'Access', exact: true }).click();
    await page.waitForURL('**/docs/access');
    await page.getByRole('heading', { level: 1, name: 'Access and limits' }).waitFor();
    await page.getByRole('article').getByRole('link', { name: 'below' }).click();
    await page.waitForURL('**/docs/access#the-rate-limit');
    const explorer = page.getByRole('contentinfo').getByRole('link', { name: 'API explorer' });
    await expect.poll(() => explorer.getAttribute('href')).toBe(`${place.apiUrl}/graphiql`);
    expect((await page.goto(`${place.url}/docs/nothing`))!.status()).toBe(404);
    reader().complaints.length = 0;
  });

  it.each([
    ['document', () => '/docs/glossary'],
    ['run', () => `/runs/${found.layers.id}`],
    ['units', () => `/runs/${found.units.id}`],
    ['datapoint', () => `/datapoints/mnist/7?run=${found.proxy.id}`],
  ])('passes axe in the dark on a phone, and fits: %s', async (_, path) => {
    const page = await open(path(), { colorScheme: 'dark', isPhone: true });
    expect(await axeViolations(page)).toEqual([]);
    expect(await sidewaysOverflow(page)).toBe(0);
    expect(await smallTargets(page)).toEqual([]);
  });
});
