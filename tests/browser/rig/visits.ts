import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launchChromium } from './chromium.ts';
import { openPlace, type Place } from './place.ts';
import { leave, openReader, type Reader } from './reader.ts';
import { visit } from './settled.ts';

type ReaderOptions = Parameters<typeof openReader>[2];

/**
 * For the tests of a file: a place and Chromium, opened before the first test and closed after the last, and a reader that each test has to itself.
 * @param prepare what the place holds beside the seeded runs
 */
export function visitsTo(prepare: (place: Place) => unknown) {
  let place: Place | undefined;
  let browser: Browser | undefined;
  let reader: Reader | undefined;
  beforeAll(async () => {
    place = await openPlace();
    await prepare(place);
    browser = await launchChromium();
  });
  afterEach(() => leave(reader).finally(() => (reader = undefined)));
  afterAll(async () => {
    await browser?.close();
    await place?.close();
  });
  const read = async (options: ReaderOptions = {}, url = place!.url): Promise<Reader> =>
    (reader = await openReader(browser!, url, options));
  return {
    browser: () => browser!,
    /** The one whose pages this test has open. */
    reader: () => reader!,
    /** A new reader, who may ask for nothing outside of `url`. */
    read,
    /** The page of a new reader at a path of the dashboard. */
    async open(path: string, options?: ReaderOptions): Promise<Page> {
      const { page } = await read(options);
      await visit(page, new URL(path, place!.url).href);
      return page;
    },
  };
}
