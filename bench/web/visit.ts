import type { Browser, Page } from 'playwright-core';
import { privateMegabytes } from './private-memory.ts';
import { watchPage } from './watch-page.ts';

/** What one visit measured; times from the start of a navigation, or from an input to the frame that shows what it did. */
export interface Figures {
  /** The list of runs, the first page of the dashboard. */
  listLcpMs: number;
  listCls: number;
  /** JavaScript as it travels, compressed. */
  listScriptKb: number;
  explorerLcpMs: number;
  explorerCls: number;
  /** Datapoints are on the screen. */
  explorerFirstGridMs: number;
  /** All scores are in the browser: filters answer. */
  explorerReadyMs: number;
  filterMs: number;
  /** 95 % of the frames while the brush is dragged came at most this long after the one before. */
  brushFrameMs: number;
  /** From letting go of a lasso to the grid of what it holds. */
  lassoMs: number;
  /** As with the brush. */
  lassoFrameMs: number;
  /** While a lasso is drawn over the map of the run. */
  mapLassoFrameMs: number;
  /** While the map, enlarged twice, is moved. */
  mapMoveFrameMs: number;
  /** Top of the first picture of the run's page and of the explorer, in pixels from the top of the page. */
  runPictureTop: number;
  explorerPictureTop: number;
  /** The longest of all interactions with the explorer. */
  inpMs: number;
  /** Private memory of the browser's process that holds the explorer. */
  memoryMb: number;
}

/** Most time that a visit may take. */
const visitMs = 180_000;

interface Watched {
  lcpMs: number;
  cls: number;
  interactionsMs: number[];
  firstGridMs: number;
  readyMs: number;
  framesMs: number[];
}

const watched = (page: Page): Promise<Watched> => page.evaluate<Watched>('watched');
/** 95 % of them were at most this long. */
const p95 = (values: readonly number[]): number =>
  rounded([...values].sort((a, b) => a - b)[Math.floor(0.95 * values.length)] ?? NaN);
const rounded = (value: number): number => Number(value.toPrecision(4));

/** One reader with an empty cache, who opens the list of runs, then the explorer, filters, brushes, and draws a lasso. */
export async function visit(browser: Browser, url: string, run: string, other: string): Promise<Figures> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  // What never comes must not be waited for.
  const timer = setTimeout(() => void context.close(), visitMs);
  try {
    await context.addInitScript(watchPage);
    const page = await context.newPage();
    await page.goto(url, { waitUntil: 'networkidle' });
    const list = await watched(page);
    const scriptBytes = await page.evaluate<number>(
      `performance.getEntriesByType('resource').filter((entry) => entry.initiatorType === 'script' || entry.name.endsWith('.js'))
        .reduce((sum, entry) => sum + entry.encodedBodySize, 0)`,
    );
    await page.goto(`${url}/runs/${run}`, { waitUntil: 'networkidle' });
    const runPictureTop = await pictureTop(page);
    await page.goto(`${url}/runs/${run}/explore`);
    await page.evaluate('watcher.ready');
    const explorerPictureTop = await pictureTop(page);
    const filterMs = await filterByClass(page);
    const explorer = await watched(page);
    const brushFrames = await brush(page);
    await page.goto(`${url}/runs/${run}/explore?against=${other}`);
    await page.evaluate('watcher.ready');
    const lasso = await drawLasso(page, /^Scatter of/);
    const scatter = await watched(page);
    const memoryMb = await privateMegabytes(browser);
    await page.goto(`${url}/runs/${run}/explore?map=1`);
    await page.evaluate('watcher.ready');
    await drawLasso(page, /^Map of/);
    const map = await watched(page);
    await page.goto(`${url}/runs/${run}/explore?map=1`);
    await page.evaluate('watcher.ready');
    const moved = await moveMap(page);
    return {
      listLcpMs: rounded(list.lcpMs),
      listCls: rounded(list.cls),
      listScriptKb: rounded(scriptBytes / 1000),
      explorerLcpMs: rounded(explorer.lcpMs),
      explorerCls: rounded(explorer.cls),
      explorerFirstGridMs: rounded(explorer.firstGridMs),
      explorerReadyMs: rounded(explorer.readyMs),
      filterMs: rounded(filterMs),
      brushFrameMs: p95(brushFrames.framesMs),
      lassoMs: rounded(lasso),
      lassoFrameMs: p95(scatter.framesMs),
      mapLassoFrameMs: p95(map.framesMs),
      mapMoveFrameMs: p95(moved.framesMs),
      runPictureTop,
      explorerPictureTop,
      inpMs: Math.max(
        0,
        ...[brushFrames, scatter, map, moved].flatMap(({ interactionsMs }) => interactionsMs),
      ),
      memoryMb: rounded(memoryMb),
    };
  } finally {
    clearTimeout(timer);
    await context.close();
  }
}

/** Ticks a class; until the frame after the one in which count and grid have changed. */
async function filterByClass(page: Page): Promise<number> {
  const box = page.getByRole('group', { name: 'Latent class' }).getByRole('checkbox').first();
  // It listens before the press ends: a busy page may hear of the one after the other.
  await page.evaluate('void (watcher.repainted = watcher.repaint())');
  // Waits until nothing moves under it.
  await box.click();
  return page.evaluate<number>('watcher.repainted');
}

/** Drags a range over the histogram and back. */
async function brush(page: Page): Promise<Watched> {
  const plot = page.getByRole('group', { name: 'Range of scores' });
  await plot.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await plot.boundingBox())!;
  await page.mouse.move(x + 0.3 * width, y + height / 2);
  await page.mouse.down();
  await page.evaluate('void watcher.recordFrames(true)');
  for (let step = 0; step <= 60; step++)
    await page.mouse.move(x + (0.3 + 0.5 * Math.abs(Math.sin(step / 12))) * width, y + height / 2);
  await page.evaluate('void watcher.recordFrames(false)');
  await page.mouse.up();
  return watched(page);
}

/** Datapoints without image have a square in its place. */
function pictureTop(page: Page): Promise<number> {
  return page.evaluate<number>(
    `Math.round(document.querySelector('main a :is(img, svg[role=img])').getBoundingClientRect().top + scrollY)`,
  );
}

/** Draws a lasso around the middle of a plot, of a hundred moves; until the frame after the one that shows what it holds. */
async function drawLasso(page: Page, name: RegExp): Promise<number> {
  const plot = page.getByRole('img', { name });
  await plot.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await plot.boundingBox())!;
  const moveTo = (turn: number): Promise<void> =>
    page.mouse.move(
      x + (0.5 + 0.3 * Math.cos(2 * Math.PI * turn)) * width,
      y + (0.5 + 0.3 * Math.sin(2 * Math.PI * turn)) * height,
    );
  await moveTo(0);
  await page.mouse.down();
  await page.evaluate('void watcher.recordFrames(true)');
  for (let move = 1; move <= 100; move++) await moveTo(move / 100);
  await page.evaluate('void watcher.recordFrames(false)');
  // It listens before the press ends: a busy page may hear of the one after the other.
  await page.evaluate('void (watcher.repainted = watcher.repaint())');
  await page.mouse.up();
  return page.evaluate<number>('watcher.repainted');
}

/** Moves the map, twice as large as it opens, to and fro. */
async function moveMap(page: Page): Promise<Watched> {
  const plot = page.getByRole('img', { name: /^Map of/ });
  await plot.scrollIntoViewIfNeeded();
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await page.getByLabel('A drag').selectOption('move');
  const { x, y, width, height } = (await plot.boundingBox())!;
  await page.mouse.move(x + width / 2, y + height / 2);
  await page.mouse.down();
  await page.evaluate('void watcher.recordFrames(true)');
  for (let move = 1; move <= 100; move++)
    await page.mouse.move(x + (0.5 + 0.2 * Math.sin(move / 10)) * width, y + (0.5 + move / 1000) * height);
  await page.evaluate('void watcher.recordFrames(false)');
  await page.mouse.up();
  return watched(page);
}
