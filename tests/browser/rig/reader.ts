import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** A reader's page, and what must not happen on it. */
export interface Reader {
  page: Page;
  /** Violations of the Content-Security-Policy, uncaught errors and errors on the console, but for those expected. */
  complaints: string[];
  /** Addresses outside the dashboard that the page asked for. */
  strangers: string[];
  close(): Promise<void>;
}

const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;

export async function openReader(
  browser: Browser,
  url: string,
  options: BrowserContextOptions & { isPhone?: boolean } = {},
): Promise<Reader> {
  const { isPhone, ...rest } = options;
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    ...(isPhone ? phone : {}),
    ...rest,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  const strangers: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(`${url}/`) && !request.url().startsWith('data:'))
      strangers.push(request.url());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`${message.text()} (${message.location().url})`);
  });
  return { page, complaints, strangers, close: () => context.close() };
}

/** Closes the page of a reader, if there is one, on which nothing may have happened that must not. */
export async function leave(reader: Reader | undefined): Promise<void> {
  const { complaints = [], strangers = [] } = reader ?? {};
  await reader?.close();
  expect({ complaints, strangers }).toEqual({ complaints: [], strangers: [] });
}

/** A reader for one piece of a test: left before what it reads from ends. */
export async function withReader(
  browser: Browser,
  url: string,
  options: Parameters<typeof openReader>[2],
  body: (reader: Reader) => Promise<void>,
): Promise<void> {
  const reader = await openReader(browser, url, options);
  try {
    await body(reader);
  } catch (error) {
    await reader.close();
    throw error;
  }
  await leave(reader);
}

/** Waits until React has made what the server sent its own: a link that is clicked before then leads on, but nothing else happens. */
export async function hydrated(element: Locator): Promise<void> {
  const isReacts = () =>
    element.evaluate((node: object) => Object.keys(node).some((key) => key.startsWith('__react')));
  await expect.poll(isReacts, { timeout: 30_000 }).toBe(true);
}

/** How far the page can be scrolled sideways, in pixels. */
export function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** Interactive things smaller than 24 × 24 pixels (WCAG 2.2, 2.5.8), apart from links within a sentence. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`[...document.querySelectorAll('a, button, input, select, summary')]
    .map((element) => [element, (element.type === 'checkbox' ? element.parentElement : element).getBoundingClientRect()])
    .filter(([element, { width, height }]) => width > 0 && (width < 24 || height < 24) && !element.closest('p, .skip-link'))
    .filter(([element]) => !element.classList.contains('skip-link'))
    .map(([element, { width, height }]) => element.outerHTML.slice(0, 80) + ' ' + width + ' × ' + height)`);
}
