/**
 * Takes the README's pictures of two finished runs on the same digits, from a dashboard that is being served:
 *     npx tsx tests/browser/readme-pictures.ts http://localhost:3000 RUN OTHER [docs/images]
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchChromium } from './rig/chromium.ts';

const [address, run, other, folder = 'docs/images'] = process.argv.slice(2);
if (!address || !run || !other)
  throw new Error('Give the address of the dashboard and two runs: http://localhost:3000 RUN OTHER');

const margin = 24;
const lasso = '0.05,0.045~0.13,0.06~0.13,0.13~0.06,0.13';
const width = 1280;

interface Picture {
  path: string;
  /** Where the picture ends: the lower edge of what this finds. */
  last: (page: Page) => ReturnType<Page['locator']>;
}

const pictures: Record<string, Picture> = {
  // The talk's examples.
  'run-page': {
    path: `/runs/${run}?class=3,6`,
    last: (page) => page.getByRole('list', { name: /^Most atypical of class/ }).last(),
  },
  explorer: {
    path: `/runs/${run}/explore?against=${other}&lasso=${lasso}`,
    last: (page) => page.locator('[data-place]').nth(13),
  },
  datapoint: {
    path: `/datapoints/mnist/1022?run=${run}`,
    last: (page) => page.getByRole('region', { name: 'The score by pairs of views' }),
  },
};

const browser = await launchChromium();
try {
  await mkdir(folder, { recursive: true });
  for (const [name, { path, last }] of Object.entries(pictures)) {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: 'light' });
    await page.goto(address + path);
    await last(page).waitFor();
    // Streams stay open, so that the network is never idle.
    await page.waitForTimeout(2_000);
    // What lies further down would wait until it is scrolled to.
    await page.evaluate(
      "Promise.all([...document.images].map((image) => ((image.loading = 'eager'), image.decode().catch(() => {}))))",
    );
    const end = await last(page).boundingBox();
    if (!end) throw new Error(`${address}${path} does not show what the picture is to end with.`);
    const height = Math.ceil(end.y + end.height + margin);
    const clip = { x: 0, y: 0, width, height };
    await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, clip });
    await page.close();
  }
} finally {
  await browser.close();
}
