/** One of several processes that serve the API: what `engram serve` does in its own process when there is one. */
import { presets } from '@engram/core';
import { readAccessSettings, serveAsProcess } from '@engram/server';
import { openStore } from '@engram/store';
import { figureMaker } from '../figures/figure-maker.ts';
import { readSettings } from '../settings/env.ts';

// A log that cannot be written (a full disk, a closed terminal) must not end the server.
process.stderr.on('error', () => undefined);

await serveAsProcess(async () => {
  const settings = readSettings();
  const { home, databaseUrl, artifacts, cacheBytes } = settings;
  const { codeVersion } = await import('@engram/worker');
  const store = await openStore({
    home,
    databaseUrl,
    artifacts,
    cacheBytes,
    applicationName: 'engram serve',
    purpose: 'serve',
  });
  return {
    options: {
      ...readAccessSettings(),
      store,
      home,
      figures: figureMaker,
      runSettings: { codeVersion: settings.codeVersion ?? (await codeVersion()), presets },
    },
    close: () => store.close(),
  };
});
