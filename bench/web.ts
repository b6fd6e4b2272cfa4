/**
 * `npm run bench:web -- [DATAPOINTS] [ROUNDS]`: the dashboard in Chromium, on a store that `engram bench seed` filled: how soon it shows
 * something, how far down the first picture stands, how soon it follows a filter, a brush, a lasso and a map that is moved, and what it
 * takes. Prints JSON: of each figure the median over the rounds with the smallest and largest, its goal, and whether the median keeps
 * it. Store, API, dashboard and browser share the machine.
 */
import { median } from '@engram/core';
import { describeStore, runs } from '@engram/store';
import { startMeasuredApi } from './api/processes.ts';
import { machineLine } from './machine.ts';
import { openOwnStore } from './own-store.ts';
import { launchChromium } from './web/chromium.ts';
import { buildDashboard, startDashboard } from './web/dashboard.ts';
import { visit, type Figures } from './web/visit.ts';

/** Of issue and PRODUCT.md: milliseconds, megabytes, kilobytes; CLS has no unit. */
const goals: Partial<Record<keyof Figures, number>> = {
  listLcpMs: 2500,
  listCls: 0.1,
  listScriptKb: 250,
  explorerFirstGridMs: 1000,
  explorerLcpMs: 2500,
  explorerCls: 0.1,
  filterMs: 300,
  brushFrameMs: 33,
  lassoMs: 150,
  lassoFrameMs: 33,
  mapLassoFrameMs: 33,
  mapMoveFrameMs: 33,
  runPictureTop: 720,
  explorerPictureTop: 720,
  inpMs: 200,
  memoryMb: 300,
};

const [size = 250_000, rounds = 5] = process.argv.slice(2).map(Number);
const store = await openOwnStore();
try {
  const { rows } = await runs.page(store, {
    filter: { dataset: `bench-${size}`, status: 'SUCCEEDED' },
    first: 2,
  });
  if (rows.length < 2)
    throw new Error(
      `The store lacks two runs on "bench-${size}"; make them with \`npx engram bench seed --datapoints ${size}\`.`,
    );
  buildDashboard();
  const api = await startMeasuredApi();
  const dashboard = await startDashboard(new URL(api.url).origin);
  const browser = await launchChromium();
  try {
    const all: Figures[] = [];
    // The first visit finds server and database cold, and is not counted.
    for (let round = 0; round <= rounds; round++) {
      const figures = await visit(browser, dashboard.url, rows[0]!.id, rows[1]!.id);
      if (round > 0) all.push(figures);
    }
    const figures = Object.keys(all[0]!).map((name) => {
      const values = all.map((one) => one[name as keyof Figures]);
      const goal = goals[name as keyof Figures] ?? null;
      const middle = median(values);
      return [
        name,
        {
          median: middle,
          low: Math.min(...values),
          high: Math.max(...values),
          goal,
          isMet: goal && middle <= goal,
        },
      ];
    });
    console.log(
      JSON.stringify(
        {
          machine: machineLine(),
          database: (await describeStore(store)).version,
          chromium: browser.version(),
          datapoints: size,
          rounds,
          figures: Object.fromEntries(figures) as Record<string, unknown>,
        },
        null,
        2,
      ),
    );
  } finally {
    await browser.close();
    dashboard.child.kill('SIGTERM');
    await dashboard.ended;
    await api.stop();
  }
} finally {
  await store.close();
}
