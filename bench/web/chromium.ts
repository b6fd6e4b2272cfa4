import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** The one that ENGRAM_CHROMIUM names, or Debian's: that without windows where it is installed, since it takes a sixth less time. */
export const chromiumPath =
  process.env.ENGRAM_CHROMIUM ??
  ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) => existsSync(path)) ??
  '/usr/bin/chromium';
export const hasChromium = existsSync(chromiumPath);

export async function launchChromium(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
}
