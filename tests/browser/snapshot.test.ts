import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { snapshots, type SnapshotRow } from '@engram/store';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { importDepositFolder } from '../../cli/src/deposit/import-deposit.ts';
import { writeDeposit } from '../../cli/src/deposit/write-deposit.ts';
import { axeInBothThemes, axeViolations } from './rig/axe.ts';
import { hasChromium } from './rig/chromium.ts';
import { plantExperiments } from './rig/planted-experiment.ts';
import { openPlace, withDashboard, type Place } from './rig/place.ts';
import { openReader, sidewaysOverflow, smallTargets, withReader } from './rig/reader.ts';
import { visit } from './rig/settled.ts';
import { visitsTo } from './rig/visits.ts';

let place: Place;

const { browser, open, read } = visitsTo((opened) => (place = opened));
const cite = async (page: Page) => {
  await page.getByRole('button', { name: 'Cite these results' }).first().click();
  return page.getByRole('dialog', { name: 'Cite these results' });
};

/** Serves a page of somebody else, by another name than the dashboard's. */
async function elsewhere(html: string, body: (url: string) => Promise<void>): Promise<void> {
  const server = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end(`<!doctype html><title>A blog</title>${html}`),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await body(`http://localhost:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** The text of a page, without the name of the server that showed it. */
async function textOf(page: Page, url: string, path: string): Promise<string> {
  await visit(page, url + path);
  return (await page.locator('main').innerText()).replaceAll(url, '');
}

/** Another Engram, whose empty store imports the deposit of a snapshot. */
async function withImported(snapshot: SnapshotRow, body: (url: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'engram-deposit-'));
  const { signal } = new AbortController();
  const other = await openPlace({ isEmpty: true });
  try {
    await writeDeposit(place.store, snapshot, folder, {
      ...{ home: place.store.home, pixels: true, publicUrl: undefined, signal },
    });
    await importDepositFolder(other.store, folder, { home: other.store.home, signal });
    await body(other.url);
  } finally {
    await other.close();
    await rm(folder, { recursive: true });
  }
}

describe.skipIf(!hasChromium)('citing results, in Chromium', () => {
  it('publishes a selection of the explorer, says what to copy, and leads to its page', async () => {
    const page = await open(`/runs/${place.seeded.good.id}/explore?class=3`);
    const dialog = await cite(page);
    await dialog.getByLabel('Title').fill('Digits <b>& more</b>');
    await dialog.getByLabel(/^Authors/).fill('Ada Lovelace (0000-0002-1825-0097); {A Group}');
    await dialog.getByLabel(/^Licence/).fill('no-such-licence');
    await dialog.getByRole('button', { name: 'Publish as a snapshot' }).click();
    await dialog.getByText(/licence identifier of SPDX/).waitFor();
    await dialog.getByLabel(/^Licence/).fill('cc-by-4.0');
    await dialog.getByRole('button', { name: 'Publish as a snapshot' }).click();
    await dialog.getByLabel('Address: Address').waitFor();
    const [made] = await snapshots.list(place.store, 1);
    const address = await dialog.getByLabel('Address: Address').innerText();
    expect(address).toBe(`${place.url}/s/${made!.hash}?run=${place.seeded.good.id}&class=3`);
    await dialog.getByText(/Readers can open it if they can reach this server/).waitFor();
    await dialog.getByLabel('Citation as').selectOption('RIS');
    await expect.poll(() => dialog.getByLabel('Citation: RIS').innerText()).toContain('AU  - Lovelace, Ada');
    await dialog.getByRole('link', { name: 'Digits <b>& more</b>' }).click();
    await page.getByRole('heading', { level: 1, name: 'Digits <b>& more</b>' }).waitFor();
    await page.getByText('Of mnist-quick: class 3.').waitFor();
    await expect.poll(() => page.getByLabel('Query: GraphQL').innerText()).toContain('classes: [3]');
    const figure = page.getByRole('img', { name: 'Distribution of scores' });
    await figure.scrollIntoViewIfNeeded();
    await expect
      .poll(() => figure.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth), {
        timeout: 20_000,
      })
      .toBe(312);
    const paper = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Distribution of scores as pdf, two columns wide' }).click();
    expect((await paper).suggestedFilename()).toBe(`engram-${made!.hash.slice(0, 12)}-histogram-1.pdf`);
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'All scores of mnist-quick as csv' }).click();
    expect((await download).suggestedFilename()).toBe(`engram-${place.seeded.good.id}.csv`);
  });

  it('finds the snapshot that there is, from the page of the run', async () => {
    const page = await open(`/runs/${place.seeded.good.id}`);
    const dialog = await cite(page);
    await dialog.getByRole('button', { name: 'Cite the snapshot Digits <b>& more</b>' }).click();
    await expect.poll(() => dialog.getByLabel('Citation: BibTeX').innerText()).toMatch(/^@misc\{engram-/);
  });

  it('its page passes axe on a phone, and prints', async () => {
    const [made] = await snapshots.list(place.store, 1);
    const page = await open(`/s/${made!.hash}`, { colorScheme: 'dark', isPhone: true });
    expect(await axeViolations(page)).toEqual([]);
    expect(await sidewaysOverflow(page)).toBe(0);
    expect(await smallTargets(page)).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: 'Copy' }).first().isVisible()).toBe(false);
    expect(await page.getByRole('navigation', { name: 'Main' }).isVisible()).toBe(false);
    await expect.poll(() => page.getByLabel('Citation: BibTeX').isVisible()).toBe(true);
  });

  it('the page of the API passes axe in both themes', async () => {
    const [made] = await snapshots.list(place.store, 1);
    const { page } = await read({}, place.apiUrl);
    await page.goto(`${place.apiUrl}/s/${made!.hash}`);
    expect(await axeInBothThemes(page)).toEqual([]);
  });

  it('cites an experiment with what it found, and takes the authors later', async () => {
    const { good, noise } = place.seeded;
    await plantExperiments(place.store, [good, noise]);
    const page = await open('/experiments');
    const card = page.getByRole('article', { name: 'Agreement, found' });
    await card.getByRole('button', { name: 'Cite these results' }).click();
    const dialog = page.getByRole('dialog', { name: 'Cite these results' });
    await dialog.getByRole('button', { name: 'Publish as a snapshot' }).click();
    await dialog.getByLabel('Address: Address').waitFor();
    const [made] = await snapshots.list(place.store, 1);
    expect(made!.experimentIds).toHaveLength(1);
    expect([...made!.runIds].sort()).toEqual([good.id, noise.id].sort());
    await dialog.getByRole('link', { name: 'Agreement, found' }).click();
    await page.getByRole('heading', { level: 1, name: 'Agreement, found' }).waitFor();
    await page.getByText('The methods agree more than chance.').waitFor();
    await page.getByRole('region', { name: /Spearman correlation/ }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    const form = page.getByRole('form', { name: 'What the citation lacks' });
    await form.getByLabel(/^Authors/).fill('Ada Lovelace');
    await form.getByRole('button', { name: 'Add to the citation' }).click();
    await page.getByLabel('Citation: BibTeX').getByText('Lovelace, Ada').waitFor();
    expect(await form.getByLabel(/^Authors/).count()).toBe(0);
    expect(await snapshots.findByHashes(place.store, [made!.hash])).toMatchObject([
      { authors: [{ family: 'Lovelace' }], license: null },
    ]);
  });

  it('looks the same once an empty store has imported its deposit', { tags: 'slow' }, async () => {
    const found = (await snapshots.list(place.store, 9)).find(({ title }) => title === 'Agreement, found');
    const paths = [`/s/${found!.hash}`, `/runs/${place.seeded.good.id}`];
    const textsOf = async (url: string): Promise<string[]> => {
      const texts: string[] = [];
      await withReader(browser(), url, {}, async ({ page }) => {
        for (const path of paths) texts.push(await textOf(page, url, path));
      });
      return texts;
    };
    const before = await textsOf(place.url);
    expect(before[0]).toContain('The methods agree more than chance.');
    expect(before[1]).toContain('mnist-quick');
    await withImported(found!, async (url) => {
      expect(await textsOf(url)).toEqual(before);
    });
  });

  it('shares the files of a run that has scores, and none of one that failed', async () => {
    const { good, failed } = place.seeded;
    const page = await open('/');
    const share = async (id: string) => {
      await visit(page, `${place.url}/runs/${id}`);
      await page.getByRole('button', { name: 'Share', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'Share this page' });
      await dialog.getByRole('heading', { name: 'As a figure, with its citation' }).waitFor();
      return dialog.getByRole('link', { name: 'All scores as csv' });
    };
    const link = await share(good.id.slice(0, 8));
    await link.waitFor();
    const answer = await page.request.get(new URL((await link.getAttribute('href'))!, page.url()).href);
    expect(answer.status()).toBe(200);
    expect(await answer.text()).toMatch(/^index,contentHash,class,/);
    expect(await (await share(failed.id)).count()).toBe(0);
  });

  it('shares the runs that the page of comparisons chose, and what an experiment found', async () => {
    const { good, noise } = place.seeded;
    const { id } = await plantExperiments(place.store, [good, noise]);
    const page = await open('/compare');
    const share = async () => {
      await page.getByRole('button', { name: 'Share', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: 'Share this page' });
      await dialog.getByRole('heading', { name: 'As a figure, with its citation' }).waitFor();
      return dialog;
    };
    const compared = await share();
    await expect
      .poll(() => compared.getByRole('region', { name: 'As Python' }).innerText())
      .toContain(good.id);
    await visit(page, `${place.url}/experiments/${id}`);
    const link = (await share()).getByRole('link', { name: 'All claims and measurements as csv' });
    const answer = await page.request.get(new URL((await link.getAttribute('href'))!, page.url()).href);
    expect(await answer.text()).toContain('The methods agree more than chance.');
    await visit(page, `${place.url}/docs/tutorial`);
    await page.getByRole('button', { name: 'Share', exact: true }).click();
    await page.getByRole('region', { name: 'Address' }).waitFor();
    expect(await page.getByRole('region', { name: 'As GraphQL' }).count()).toBe(0);
  });

  it('is shared with its figures and citation, and as a picture for pages that link to it', async () => {
    const { good } = place.seeded;
    const page = await open(`/runs/${good.id}`);
    await page.getByRole('button', { name: 'Share' }).click();
    const dialog = page.getByRole('dialog', { name: 'Share this page' });
    const pdf = dialog
      .getByRole('list', { name: 'Figures' })
      .getByRole('link', { name: / as pdf$/ })
      .first();
    const download = page.waitForEvent('download');
    await pdf.click();
    expect((await download).suggestedFilename()).toMatch(/^engram-[0-9a-f]{12}-histogram-1\.pdf$/);
    await expect
      .poll(() => dialog.getByRole('region', { name: 'As BibTeX' }).innerText())
      .toMatch(/^@misc\{engram-/);
    expect(await axeViolations(page, 'light', 'dialog')).toEqual([]);
    const [made] = await snapshots.list(place.store, 1);
    await page.goto(`${place.url}/s/${made!.hash}`);
    const content = (name: string) =>
      page.locator(`meta[property="${name}"]`).evaluate((meta) => meta.getAttribute('content')!);
    const image = await fetch(await content('og:image'));
    expect(image.headers.get('content-type')).toBe('image/png');
    const { format, width, height } = await sharp(Buffer.from(await image.arrayBuffer())).metadata();
    expect([format, width, height]).toEqual(['png', 1200, 630]);
    expect([await content('og:image:width'), await content('og:image:height')]).toEqual(['1200', '630']);
  });

  it('shows a figure in the frame of a page elsewhere, and nothing else of the dashboard there', async () => {
    const made = (await snapshots.list(place.store, 9)).find(({ title }) => title.startsWith('Digits'));
    const page = await open(`/s/${made!.hash}?figure=histogram-1`);
    const shown = page.locator('#figure-histogram-1');
    await expect
      .poll(async () => Math.round((await shown.boundingBox())!.y), { timeout: 20_000 })
      .toBeLessThan(300);
    const discovery = await page
      .locator('link[type="application/json+oembed"]')
      .evaluate((link) => (link as unknown as { href: string }).href);
    const oembed = (await (await fetch(`${discovery}&maxwidth=500`)).json()) as Record<string, unknown>;
    expect(oembed).toMatchObject({ type: 'rich', width: 312, author_name: 'Ada Lovelace, A Group' });
    await page.getByRole('combobox', { name: /^Show/ }).selectOption('histogram-1');
    await page.getByRole('button', { name: 'Get the code' }).click();
    const code = await page.getByLabel('Code: HTML').innerText();
    expect(code).toContain(`src="${place.url}/s/${made!.hash}/embed?figure=histogram-1`);
    await elsewhere(
      `${code}<iframe src="${place.url}/s/${made!.hash}" name="whole"></iframe>`,
      async (url) => {
        const { page: host, complaints, close } = await openReader(browser(), url);
        await visit(host, url);
        const frame = host.frameLocator('iframe >> nth=0');
        await frame.locator('svg text').filter({ hasText: 'Distribution of scores' }).first().waitFor();
        const foot = frame.getByRole('link', { name: `Engram snapshot ${made!.hash.slice(0, 12)}` }).last();
        await expect
          .poll(() => foot.evaluate((link) => (link as unknown as { href: string }).href))
          .toBe(`${place.url}/s/${made!.hash}?figure=histogram-1`);
        const [inner, outer] = [await foot.boundingBox(), await host.locator('iframe').first().boundingBox()];
        expect(inner!.y + inner!.height).toBeLessThanOrEqual(outer!.y + outer!.height);
        expect(await host.frame('whole')!.getByRole('heading', { level: 1 }).count()).toBe(0);
        expect(complaints).toEqual([expect.stringContaining("frame-ancestors 'none'")]);
        await close();
      },
    );
  });

  it('says to a reader who may not publish that they may not, and cites what there is', async () => {
    await withDashboard(place.apiUrl, { ENGRAM_DASHBOARD_SCOPE: 'read' }, async (url) => {
      await withReader(browser(), url, {}, async ({ page }) => {
        await visit(page, `${url}/runs/${place.seeded.good.id}`);
        const dialog = await cite(page);
        await dialog.getByText(/read-only for you/).waitFor();
        expect(await dialog.getByRole('button', { name: 'Publish as a snapshot' }).count()).toBe(0);
        await dialog.getByRole('button', { name: /^Cite the snapshot Digits/ }).click();
        await dialog.getByLabel('Citation: BibTeX').waitFor();
      });
    });
  });
});
