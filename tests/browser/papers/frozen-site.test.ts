import { createServer, type Server } from 'node:http';
import { readFileSync, renameSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { snapshots } from '@engram/store';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { verifyDeposit } from '../../../cli/src/deposit/verify-deposit.ts';
import { writeDeposit } from '../../../cli/src/deposit/write-deposit.ts';
import { writeSite } from '../../../cli/src/deposit/site/write-site.ts';
import { plantSnapshot } from '../../factories/deposit.ts';
import { openScratchStore, type ScratchStore } from '../../helpers/postgres/store.ts';
import { axeViolations } from '../rig/axe.ts';
import { hasChromium, launchChromium } from '../rig/chromium.ts';
import { leave, openReader, sidewaysOverflow, type Reader } from '../rig/reader.ts';

const hostile = '<img src=x onerror=alert(1)>\u2028</script><script>alert(2)</script>';
const name = '</script><script>alert(3)</script> "x" \'y\' &lt;';
const types: Record<string, string> = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
};
let store: ScratchStore;
let browser: Browser;
let server: Server;
let folder: string;
let reader: Reader | undefined;
let said: string[];

describe.skipIf(!hasChromium)('a frozen site, in Chromium', () => {
  beforeAll(async () => {
    store = await openScratchStore();
    const { hash } = await plantSnapshot(store, {
      home: store.home,
      count: 70,
      texts: [name, 'class <b>one</b>', '=1+1'],
      excerpt: hostile,
      title: `Scores ${name}`,
    });
    const [snapshot] = await snapshots.findByHashes(store, [hash]);
    folder = join(store.home, 'site');
    said = [];
    const given = { home: store.home, pixels: true, publicUrl: undefined };
    await writeDeposit(store, snapshot!, folder, {
      ...given,
      signal: new AbortController().signal,
      extend: (into, described) =>
        writeSite(store, into, described, { ...given, say: (message) => void said.push(message) }),
    });
    browser = await launchChromium();
    server = createServer((request, response) => {
      const file = basename(new URL(request.url!, 'http://x').pathname) || 'index.html';
      response.setHeader('content-type', types[file.split('.').at(-1)!] ?? 'application/octet-stream');
      response.end(readFileSync(join(folder, file)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => leave(reader).finally(() => (reader = undefined)));
  afterAll(async () => {
    await browser?.close();
    server?.close();
    await store?.close();
  });

  const open = async (base: string, options: Parameters<typeof openReader>[2] = {}): Promise<Page> => {
    reader = await openReader(browser, base, options);
    await reader.page.goto(`${base}/index.html`);
    await reader.page.getByText('70 of 70 datapoints').waitFor();
    return reader.page;
  };
  const scoresShown = async (page: Page): Promise<number[]> =>
    (await page.locator('#results strong').allInnerTexts()).map((text) => Number(text.replace('−', '-')));

  it('works by a double click: filters, order, pages, a datapoint by keyboard, and text stays text', async () => {
    const page = await open(pathToFileURL(folder).href);
    // The scores of another run come with the first datapoint that is opened.
    await expect.poll(() => page.locator('script[src^="data-"]').count()).toBe(1);
    await page.getByRole('heading', { level: 1, name: `Scores ${name}` }).waitFor();
    const falling = await scoresShown(page);
    expect(falling).toHaveLength(60);
    expect(falling).toEqual(falling.toSorted((a, b) => b - a));
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.getByText('Page 2 of 2').waitFor();
    await expect.poll(() => scoresShown(page)).toHaveLength(10);
    await page.getByLabel('Class').selectOption('class <b>one</b>');
    await page.getByLabel('Score from').fill('0.1');
    await page.getByLabel('Order').selectOption('least memorized first');
    await page.locator('#count').filter({ hasNotText: '70 of 70' }).waitFor();
    const rising = await scoresShown(page);
    expect(rising.length).toBeGreaterThan(2);
    expect(rising).toEqual(rising.toSorted((a, b) => a - b));
    expect(rising[0]).toBeGreaterThanOrEqual(0.1);
    // The address holds the filters.
    const address = page.url();
    await page.goto('about:blank');
    await page.goto(address);
    await page.locator('#results strong').first().waitFor();
    await expect.poll(() => scoresShown(page)).toEqual(rising);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByLabel('Index').fill('1');
    await page.getByText('1 of 70 datapoints').waitFor();
    await page.locator('#results button').focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Datapoint 1' });
    await dialog.getByText('<img src=x onerror=alert(1)>').waitFor();
    await dialog.getByRole('rowheader', { name: 'false discovery rate' }).waitFor();
    await expect.poll(() => page.locator('script[src^="data-"]').count()).toBe(2);
    await expect
      .poll(() => dialog.locator('img').evaluate((image: { naturalWidth: number }) => image.naturalWidth))
      .toBe(8);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(() => page.locator('script').count()).toBeGreaterThan(3);
    expect(await page.locator('b, main script').count()).toBe(0);
    await expect.poll(() => page.getByText('@misc{engram-').first().innerText()).toContain('Lovelace');
    expect(said).toEqual([]);
  });

  it('works from a static server, on a phone, in the dark', async () => {
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const page = await open(base, { isPhone: true, colorScheme: 'dark' });
    expect(await sidewaysOverflow(page)).toBe(0);
    // Here and not above: axe fetches style sheets of file://, which the site's policy forbids.
    expect(await axeViolations(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await axeViolations(page, 'dark')).toEqual([]);
    await page.locator('#results button').first().click();
    await page.getByRole('dialog').waitFor();
    expect(await axeViolations(page, 'light', 'dialog')).toEqual([]);
    await page.getByRole('button', { name: 'Close' }).click();
    expect(await sidewaysOverflow(page)).toBe(0);
    for (const figure of await page.locator('.figures img').all())
      await expect
        .poll(() => figure.evaluate((image: { naturalWidth: number }) => image.naturalWidth))
        .toBeGreaterThan(0);
    await page.getByLabel('Run', { exact: true }).selectOption({ index: 1 });
    await page.getByLabel('Order').selectOption('least memorized first');
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.getByText('no score').waitFor();
  });

  it('says what is missing each time it is asked for, and shows it once it is there', async () => {
    const missing = join(folder, 'data-2.js');
    const page = await open(pathToFileURL(folder).href);
    const run = page.getByLabel('Run', { exact: true });
    renameSync(missing, `${missing}.away`);
    try {
      for (let time = 0; time < 2; time++) {
        await run.selectOption({ index: 1 });
        await page.getByText('cannot be shown: data-2.js is missing in this folder.').waitFor();
        await run.selectOption({ index: 0 });
        await page.getByText('70 of 70 datapoints').waitFor();
      }
    } finally {
      renameSync(`${missing}.away`, missing);
    }
    // Chromium told of each load that failed.
    expect(reader!.complaints.splice(0)).toHaveLength(2);
    await run.selectOption({ index: 1 });
    await page.getByText('70 of 70 datapoints').waitFor();
  });

  it('is a deposit that holds, and without pixels has neither pictures nor excerpts', async () => {
    const { snapshot } = await verifyDeposit(folder);
    const [row] = await snapshots.findByHashes(store, [snapshot.hash]);
    const bare = join(store.home, 'bare');
    const given = { home: store.home, pixels: false, publicUrl: undefined };
    await writeDeposit(store, row!, bare, {
      ...given,
      signal: new AbortController().signal,
      extend: (into, described) => writeSite(store, into, described, { ...given, say: () => undefined }),
    });
    expect(readFileSync(join(bare, 'datapoints-1.js'), 'utf8')).not.toMatch(/onerror|"fileOf":\{"/);
    expect(readFileSync(join(folder, 'datapoints-1.js'), 'utf8')).not.toMatch(/<|\u2028/);
  });
});
