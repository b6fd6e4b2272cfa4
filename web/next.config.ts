import type { NextConfig } from 'next';
import { fileURLToPath } from 'node:url';

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // `npm run types` checks types, once and with the rest of the house.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: fileURLToPath(new URL('..', import.meta.url)) },
  transpilePackages: ['@engram/core'],
  devIndicators: false,
  experimental: {
    // A server of one team: two cores suffice to build, and one process to serve.
    cpus: 2,
    // Modules are loaded when their page is first asked for.
    preloadEntriesOnStart: false,
  },
};

export default config;
