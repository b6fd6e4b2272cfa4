import { commandLine } from '@engram/core';
import type { Settings } from './settings/env.ts';

/** Address of a page of the dashboard that `start` or `serve` of this machine shows. @param path such as `/runs/0f0e0d0c` */
function pageAddress({ webHost, webPort }: Pick<Settings, 'webHost' | 'webPort'>, path: string): string {
  const isLocal = ['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(webHost);
  const host = isLocal ? 'localhost' : webHost.includes(':') ? `[${webHost}]` : webHost;
  const basePath = (process.env.ENGRAM_WEB_BASE_PATH ?? '').replace(/\/+$/, '');
  return `http://${host}:${webPort}${basePath}${path}`;
}

/** Of a run, by the beginning of its id. */
export const runPage = (settings: Pick<Settings, 'webHost' | 'webPort'>, id: string): string =>
  pageAddress(settings, `/runs/${id.slice(0, 8)}`);

/** Of an experiment, likewise. */
export const experimentPage = (settings: Pick<Settings, 'webHost' | 'webPort'>, id: string): string =>
  pageAddress(settings, `/experiments/${id.slice(0, 8)}`);

/** Where to look at what a command made, as a sentence. */
export const pageHint = (address: string): string =>
  `Its page, while ${commandLine('start')} or ${commandLine('serve')} runs: ${address}`;
