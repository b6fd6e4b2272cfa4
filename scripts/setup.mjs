/**
 * Makes a clone ready: dependencies, generated code, the compiled program, the built dashboard. Each step is skipped when nothing it depends on
 * has changed, so that the second time is quick. Runs before anything is installed: Node's own modules only.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { attached, attachedByOptions, runChild } from './children.mjs';
import { compileProgram } from './compile.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const installStamp = join(root, 'node_modules', '.engram-install-stamp');

/** Variables that keep install scripts from downloading what is not needed here (docs/decisions/0004-engines.md). */
const installEnvironment = { ONNXRUNTIME_NODE_INSTALL: 'skip', NEXT_TELEMETRY_DISABLED: '1' };

export function say(message) {
  process.stderr.write(`engram: ${message}\n`);
}

function fail(message) {
  say(message);
  process.exit(1);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19))
    fail(
      `Node ${process.versions.node} is too old: install Node 20.19 or later, or Node 22, and run this again.`,
    );
}

async function run(command, args, doing, env = {}) {
  const { status, signal, error } = await runChild(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    env: { ...process.env, ...installEnvironment, ...env },
  });
  if (error) fail(`${doing} failed: ${command} could not be started (${error.message}).`);
  if (signal) process.exit(130);
  if (status !== 0)
    fail(`${doing} failed (exit code ${status}). The lines above say why; mend it and run this again.`);
}

function hashOf(files) {
  const hash = createHash('sha256').update(`${process.version} ${process.platform} ${process.arch}`);
  for (const file of files) hash.update(readFileSync(join(root, file)));
  return hash.digest('hex');
}

/** The folders of node_modules that the lock file asks for at the least: the root's, and those within rooms. */
function areModulesThere() {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages).every(
    ([path, { optional, link }]) =>
      optional || link || !/^[^/]+\/node_modules\//.test(path) || existsSync(join(root, path)),
  );
}

async function installDependencies() {
  const wanted = hashOf(['package.json', 'package-lock.json']);
  const isInstalled = existsSync(installStamp) && readFileSync(installStamp, 'utf8') === wanted;
  if (isInstalled && areModulesThere()) return;
  say('installing dependencies (a minute or two the first time) …');
  await run(
    'npm',
    ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    'Installing the dependencies',
    attachedByOptions,
  );
  writeFileSync(installStamp, wanted);
}

export async function setUp() {
  checkNode();
  await installDependencies();
  await run(
    process.execPath,
    [...attached, join('prisma', 'generate.mjs')],
    'Generating the database client',
  );
  await compileProgram();
  await run(process.execPath, [...attached, join('web', 'build.mjs')], 'Building the dashboard');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await setUp();
  say('ready.');
}
