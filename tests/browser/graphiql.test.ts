import { startServer, type RunningServer } from '@engram/server';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openScratchStore, type ScratchStore } from '../helpers/postgres/store.ts';
import { seed } from '../integration/server/seed.ts';
import { hasChromium, launchChromium } from './rig/chromium.ts';
import { openReader, type Reader } from './rig/reader.ts';
import { visit } from './rig/settled.ts';

let store: ScratchStore;
let api: RunningServer;
let browser: Browser;
let reader: Reader | undefined;

async function open(path: string, options: Parameters<typeof openReader>[2] = {}) {
  reader = await openReader(browser, api.url, options);
  await visit(reader.page, api.url + path);
  return reader.page;
}

describe.skipIf(!hasChromium)('GraphiQL, in Chromium', () => {
  beforeAll(async () => {
    store = await openScratchStore();
    await seed(store);
    api = await startServer({ store, host: '127.0.0.1', port: 0 });
    browser = await launchChromium();
  });
  afterEach(async () => {
    await reader?.close();
    reader = undefined;
  });
  afterAll(async () => {
    await browser?.close();
    await api?.close();
    await store?.close();
  });

  it.each(['light', 'dark'] as const)(
    'runs an example with a run of this store, asks no one else and keeps to its policy (%s)',
    async (colorScheme) => {
      const page = await open('/', { colorScheme });
      await page.getByRole('link', { name: 'Run it in GraphiQL' }).nth(1).click();
      await page.getByRole('button', { name: 'MostMemorized', exact: true }).waitFor();
      await page.getByRole('button', { name: /execute query/i }).click();
      const response = page.getByRole('region', { name: 'Result Window' });
      await response.getByText('"nodes"').waitFor();
      await expect.poll(() => response.innerText()).toContain('"rank": 1');
      await expect.poll(() => page.locator('.graphiql-tab-button').count()).toBeGreaterThanOrEqual(6);
      const named = page.locator('.CodeMirror textarea');
      await expect
        .poll(() => named.evaluateAll((all) => all.map((one) => one.getAttribute('aria-label'))))
        .toEqual(expect.arrayContaining(['Variables', 'Headers', 'Query Editor']));
      await expect.poll(() => page.locator('[aria-current=true]').innerText()).toBe('MostMemorized');
      if (process.env.ENGRAM_PICTURES)
        await page.screenshot({ path: `${process.env.ENGRAM_PICTURES}/graphiql-${colorScheme}.png` });
      expect(reader!.strangers).toEqual([]);
      expect(reader!.complaints).toEqual([]);
    },
  );
});
