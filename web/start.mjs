/**
 * Serves the built dashboard. Settings: ENGRAM_WEB_PORT, ENGRAM_WEB_HOST, ENGRAM_WEB_BASE_PATH, ENGRAM_API_URL (or ENGRAM_API_PORT),
 * ENGRAM_API_TOKEN, ENGRAM_DASHBOARD_SCOPE, ENGRAM_ALLOWED_HOSTS, ENGRAM_TRUSTED_PROXY, ENGRAM_PUBLIC_URL. Says `ready http://HOST:PORT` on stdout, and { type: 'ready', url } to a parent that
 * listens; before, { type: 'building' } when it has to build. Ends on SIGTERM, SIGINT, or when that parent is gone.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildFolder, readBasePath } from './base-path.mjs';
import { createLimitedServer } from './limited-server.mjs';

const dir = fileURLToPath(new URL('.', import.meta.url));
const port = Number(process.env.ENGRAM_WEB_PORT || 3000);
const hostname = process.env.ENGRAM_WEB_HOST || '127.0.0.1';

/** What `work` gives; a setting that it refuses is said in a line. */
function attempt(work) {
  try {
    return work();
  } catch (error) {
    return fail(error.message);
  }
}

/** The set-up builds for the root alone: another path's build is made when it is first served, and when the sources changed. */
function buildBelow(path) {
  process.send?.({ type: 'building', path });
  const { status } = spawnSync(process.execPath, [join(dir, 'build.mjs')], { stdio: ['ignore', 2, 2] });
  if (status !== 0) fail(`the dashboard could not be built for ENGRAM_WEB_BASE_PATH=${path}.`);
}

/** The parent hears the reason as a message; a person reads it. */
function fail(message) {
  process.send?.({ type: 'failed', reason: message });
  process.stderr.write(`engram: ${message}\n`);
  process.exit(1);
}

if (!Number.isInteger(port) || port < 0 || port > 65_535)
  fail(
    `ENGRAM_WEB_PORT is '${process.env.ENGRAM_WEB_PORT}', which is no port: set a number from 0 to 65535.`,
  );

const basePath = attempt(readBasePath);
if (basePath !== '') buildBelow(basePath);
if (!existsSync(join(dir, buildFolder(basePath), 'engram-build-stamp')))
  fail('the dashboard is not built: run `node web/build.mjs`, or `npm start`, which does it.');

// Lines that nobody takes (a full disk, a closed terminal) must not end the dashboard.
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);
process.env.NODE_ENV = 'production';
process.env.NEXT_TELEMETRY_DISABLED = '1';

// The documents that it shows lie beside it (web/src/docs/read-documents.ts).
process.chdir(dir);
const { default: next } = await import('next');
const app = next({ dev: false, dir, hostname, port, quiet: true });
await app.prepare();
// Put there by web/instrumentation.ts, which Next runs first.
const guard = attempt(() => globalThis.engramRequestGuard({ host: hostname, basePath, env: process.env }));
const handle = app.getRequestHandler();
const server = createLimitedServer(guard(handle));

server.on('error', (error) => {
  const reason =
    error.code === 'EADDRINUSE'
      ? 'something else listens there; set ENGRAM_WEB_PORT to another port'
      : error.message;
  fail(`the dashboard cannot listen on ${hostname}:${port}: ${reason}.`);
});

server.listen(port, hostname, () => {
  const { port: actual } = server.address();
  const url = `http://${hostname.includes(':') ? `[${hostname}]` : hostname}:${actual}${basePath}`;
  process.stdout.write(`ready ${url}\n`);
  process.send?.({ type: 'ready', url });
});

function stop() {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
  setTimeout(() => process.exit(0), 2_000).unref();
}
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
process.on('disconnect', stop);
