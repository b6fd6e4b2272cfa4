import type { Page, Request, Response } from 'playwright-core';
import { expect } from 'vitest';

const quietMs = 500;
const isStream = (request: Request) => new URL(request.url()).pathname.endsWith('/graphql/stream');

/**
 * A busy machine wakes a page to life after its last request: a key that is pressed before goes nowhere. A page whose scripts are
 * blocked never wakes, and would never call back.
 */
const idle = `matchMedia('(scripting: enabled)').matches &&
  new Promise((done) => requestIdleCallback(() => requestIdleCallback(done, { timeout: 5000 }), { timeout: 5000 }))`;

/**
 * Loads a page and waits until it has asked for nothing more during half a second, as Playwright's networkidle does; the streams
 * of events that it listens to stay open, so that to Playwright it is never idle. Then it waits until the page has nothing to do.
 */
export async function settled<T>(page: Page, load: () => Promise<T>): Promise<T> {
  const pending = new Set<Request>();
  let changedAt = Date.now();
  const started = (request: Request) => {
    if (isStream(request)) return;
    pending.add(request);
    changedAt = Date.now();
  };
  const ended = (request: Request) => {
    if (pending.delete(request)) changedAt = Date.now();
  };
  page.on('request', started).on('requestfinished', ended).on('requestfailed', ended);
  try {
    const loaded = await load();
    const isQuiet = () => pending.size === 0 && Date.now() - changedAt >= quietMs;
    await expect.poll(isQuiet, { timeout: 30_000 }).toBe(true);
    await page.evaluate(idle);
    return loaded;
  } finally {
    page.off('request', started).off('requestfinished', ended).off('requestfailed', ended);
  }
}

export const visit = (page: Page, url: string): Promise<Response | null> =>
  settled(page, () => page.goto(url));

/** Waits until the page asks for nothing more. */
export const quiet = (page: Page): Promise<void> => settled(page, () => Promise.resolve());
