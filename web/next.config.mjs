import { fileURLToPath } from 'node:url';
import { buildFolder, readBasePath } from './base-path.mjs';

const basePath = readBasePath();

/** @type {import('next').NextConfig} */
const config = {
  basePath,
  distDir: buildFolder(basePath),
  // What the pages' own requests stand below; Next gives its links alone the base path.
  env: { ENGRAM_BUILT_BASE_PATH: basePath },
  reactStrictMode: true,
  poweredByHeader: false,
  // `npm run types` checks types, once and with the rest of the house.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: fileURLToPath(new URL('..', import.meta.url)) },
  transpilePackages: ['@engram/core'],
  devIndicators: false,
  // Nothing here uses Next's image optimizer, which asks for images from inside, as no reader: its route answers 404.
  images: { unoptimized: true },
  // A page's title and icon stand in its head for every reader, not only for robots.
  htmlLimitedBots: /.*/,
  // Modules are loaded when their page is first asked for, which keeps the server small.
  experimental: { cpus: 2, preloadEntriesOnStart: false },
};

export default config;
