/**
 * Takes the README's picture of a finished run, from its name to its rows of typical and atypical datapoints:
 *     npx tsx tests/browser/readme-picture.ts http://localhost:3000/runs/ID [docs/images/run-page.png]
 */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { launchChromium } from './chromium.ts';

const [address, target = 'docs/images/run-page.png'] = process.argv.slice(2);
if (!address) throw new Error('Give the address of a run: http://localhost:3000/runs/ID');

/** The talk's examples. */
const shown = new URL(address);
shown.searchParams.set('class', '3,6');
const margin = 24;

const browser = await launchChromium();
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, colorScheme: 'light' });
  await page.goto(shown.href, { waitUntil: 'networkidle' });
  for (const image of await page.locator('img').all()) await image.scrollIntoViewIfNeeded();
  await page.evaluate('scrollTo(0, 0)');
  const rows = await page
    .getByRole('list', { name: /^Most atypical of class/ })
    .last()
    .boundingBox();
  if (!rows) throw new Error(`No typical and atypical datapoints of 3 and 6 are shown at ${shown.href}.`);
  await mkdir(dirname(target), { recursive: true });
  const height = Math.ceil(rows.y + rows.height + margin);
  await page.screenshot({ path: target, fullPage: true, clip: { x: 0, y: 0, width: 1280, height } });
} finally {
  await browser.close();
}
