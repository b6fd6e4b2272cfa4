/**
 * Takes a picture of each page in both themes and at phone width into docs/images (or the folder given), or of the pages named:
 *     npx tsx tests/browser/screenshots.ts [FOLDER] [PAGE,…]
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { datasets } from '@engram/store';
import { launchChromium } from './rig/chromium.ts';
import { openPlace, type Place } from './rig/place.ts';

const folder = process.argv[2] ?? 'docs/images';
const chosen = process.argv[3]?.split(',');
const widths = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
const lasso = '0.02,-0.01~0.09,-0.01~0.09,0.05~0.02,0.04';
const idOf = (id: string) => `/runs/${id}`;

async function pagesOf({ seeded, store }: Place): Promise<Record<string, string>> {
  const [plain] = await datasets.findByIds(store, [seeded.imageless.datasetId]);
  return {
    runs: '/',
    run: idOf(seeded.good.id),
    'run-filtered': `${idOf(seeded.good.id)}?class=3,6&from=0.01&to=0.05`,
    'run-noise': idOf(seeded.noise.id),
    'run-live': idOf(seeded.running.id),
    'run-failed': idOf(seeded.failed.id),
    'run-no-images': idOf(seeded.imageless.id),
    explorer: `${idOf(seeded.good.id)}/explore`,
    'explorer-scatter': `${idOf(seeded.good.id)}/explore?against=${seeded.noise.id}&lasso=${lasso}`,
    'explorer-table': `${idOf(seeded.good.id)}/explore?view=table`,
    compare: '/compare?dataset=mnist',
    pair: `/compare/${seeded.good.id}/${seeded.noise.id}`,
    experiments: '/experiments?dataset=mnist',
    datapoint: `/datapoints/mnist/7?run=${seeded.good.id}`,
    'datapoint-no-image': `/datapoints/${plain!.slug}/7`,
  };
}

const place = await openPlace();
const browser = await launchChromium();
try {
  await mkdir(folder, { recursive: true });
  for (const [name, path] of Object.entries(await pagesOf(place))) {
    if (chosen && !chosen.includes(name)) continue;
    for (const colorScheme of ['light', 'dark'] as const)
      for (const [device, viewport] of Object.entries(widths)) {
        const page = await browser.newPage({
          viewport,
          colorScheme,
          deviceScaleFactor: device === 'phone' ? 2 : 1,
        });
        await page.goto(place.url + path, { waitUntil: 'load' });
        await page.evaluate('document.fonts.ready');
        await page.waitForSelector('[aria-busy=true]', { state: 'detached' });
        // What lies further down would wait until it is scrolled to.
        await page.evaluate(
          "Promise.all([...document.images].map((image) => ((image.loading = 'eager'), image.decode().catch(() => {}))))",
        );
        await page.screenshot({ path: join(folder, `${name}-${colorScheme}-${device}.png`), fullPage: true });
        await page.close();
      }
  }
} finally {
  await browser.close();
  await place.close();
}
