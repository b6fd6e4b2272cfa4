import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  addressSetting,
  choiceSetting,
  dashboardScopes,
  DomainError,
  engineSettings,
  settingError,
  wholeNumberSetting,
  type DashboardScope,
  type EngineSetting,
  labelProblem,
} from '@engram/core';
import { resolveHome } from '@engram/store';
import { readEnvFile, type FileSettings } from './env-file.ts';
import { assertKnownInFile, checkEnvironment, knownSettings } from './setting-names.ts';

/** What the surroundings decide; `.env.example` explains each. */
export interface Settings {
  /** Folder of the embedded database, datasets, thumbnails, checkpoints and logs. */
  home: string;
  apiPort: number;
  webPort: number;
  /** Processes that serve the API. */
  apiProcesses: number;
  /** Where the API listens; beyond loopback it asks for tokens. */
  host: string;
  /** Where the dashboard listens; whoever reaches it may read. */
  webHost: string;
  /** What the dashboard's readers may do; `auto`: annotate where only this machine reaches it. */
  dashboardScope: DashboardScope;
  /** Where people reach the API's permalinks; undefined when that is not known. */
  publicUrl: string | undefined;
  databaseUrl: string | undefined;
  /** Where files lie that several machines need; undefined: where the store has them. */
  artifacts: string | undefined;
  /** Most bytes of copies of them on this machine. */
  cacheBytes: number;
  engine: EngineSetting;
  /** Encoders trained side by side, one process each. */
  threads: number;
  /** The same, where the engine computes on a graphics device. */
  threadsOnDevice: number;
  /** What runs may ask of workers here, beside the engine and the kind of device. */
  labels: string[];
  /** Encoders that each process trains in one graph; `auto`: as many as pay on the device. */
  encodersAtOnce: number | 'auto';
  /** Seconds after which a training that is under way is kept; 0: never. */
  checkpointSeconds: number;
  /** Whether the log goes to stderr as well as to its file. */
  logsOnStderr: boolean;
  /** Stands in for package version and commit where there is no git, as in an image. */
  codeVersion: string | undefined;
}

const projectRoot = fileURLToPath(new URL('../../..', import.meta.url));

function databaseUrlOf(value: string | undefined): string | undefined {
  if (value === undefined || value === '') return undefined;
  // The value may hold a password: it is never repeated.
  if (!/^postgres(ql)?:\/\//.test(value))
    throw settingError('DATABASE_URL', '…', 'an address postgresql://…');
  return value;
}

const atOnceOf = (value: string | undefined): number | 'auto' =>
  value === 'auto'
    ? 'auto'
    : wholeNumberSetting('ENGRAM_ENCODERS_AT_ONCE', value, { fallback: 1, min: 1, max: 64 });

const threadsOf = (value: string | undefined, fallback: number): number =>
  wholeNumberSetting('ENGRAM_THREADS', value, { fallback, min: 1, max: 256 });

/** @throws DomainError INVALID_ARGUMENT */
function labelsOf(value = ''): string[] {
  const labels = value.split(',').map((label) => label.trim()).filter(Boolean); // prettier-ignore
  for (const label of labels) {
    const problem = labelProblem(label);
    if (problem !== null)
      throw new DomainError(
        'INVALID_ARGUMENT',
        `ENGRAM_LABELS holds '${label.slice(0, 40)}', which is no label: ${problem}, and a comma stands between two.`,
      );
  }
  return labels;
}

const settingsFile = join(projectRoot, '.env');

/** The environment, and where it does not speak the file `.env` in the project's root. */
interface Sources {
  env: NodeJS.ProcessEnv;
  ofFile: FileSettings;
}

/** @throws DomainError naming file and line, or the name in the environment */
function readSources(): Sources {
  const known = knownSettings(join(projectRoot, '.env.example'));
  const ofFile = readEnvFile(settingsFile);
  assertKnownInFile(ofFile, settingsFile, known);
  for (const remark of checkEnvironment(process.env, known)) remarks.add(remark);
  // Those that start with this process read them as well: the server's own settings, and the dashboard's.
  for (const [name, { value }] of ofFile) process.env[name] ??= value;
  return { env: process.env, ofFile };
}

/** What the reader of a command should know about the settings, said once. */
export const remarks = new Set<string>();

/** A relative path in the file starts from the file's folder, any other from the working directory. */
function homeOf({ env, ofFile }: Sources): string {
  const isOfFile = ofFile.has('ENGRAM_HOME') && ofFile.get('ENGRAM_HOME')!.value === env.ENGRAM_HOME;
  return resolveHome(env.ENGRAM_HOME, isOfFile ? projectRoot : undefined);
}

/**
 * Reads the settings from the environment, and from a file `.env` in the project's root where it does not speak.
 * @throws DomainError INVALID_ARGUMENT naming the setting, and file and line where it stands in one.
 */
export function readSettings(): Settings {
  const sources = readSources();
  const { env } = sources;
  try {
    return {
      home: homeOf(sources),
      apiPort: wholeNumberSetting('ENGRAM_API_PORT', env.ENGRAM_API_PORT, {
        fallback: 4000,
        min: 0,
        max: 65_535,
      }),
      webPort: wholeNumberSetting('ENGRAM_WEB_PORT', env.ENGRAM_WEB_PORT, {
        fallback: 3000,
        min: 0,
        max: 65_535,
      }),
      apiProcesses: wholeNumberSetting('ENGRAM_API_PROCESSES', env.ENGRAM_API_PROCESSES, {
        fallback: 1,
        min: 1,
        max: 64,
      }),
      host: env.ENGRAM_HOST || '127.0.0.1',
      webHost: env.ENGRAM_WEB_HOST || '127.0.0.1',
      dashboardScope: choiceSetting('ENGRAM_DASHBOARD_SCOPE', env.ENGRAM_DASHBOARD_SCOPE, dashboardScopes),
      publicUrl: addressSetting('ENGRAM_PUBLIC_URL', env.ENGRAM_PUBLIC_URL),
      databaseUrl: databaseUrlOf(env.DATABASE_URL),
      artifacts: env.ENGRAM_ARTIFACTS || undefined,
      cacheBytes:
        2 ** 30 *
        wholeNumberSetting('ENGRAM_CACHE_GIB', env.ENGRAM_CACHE_GIB, {
          fallback: 20,
          min: 1,
          max: 1_000_000,
        }),
      engine: choiceSetting('ENGRAM_ENGINE', env.ENGRAM_ENGINE, engineSettings),
      threads: threadsOf(env.ENGRAM_THREADS, availableParallelism()),
      // A graphics device is one: it would only share its memory among several.
      threadsOnDevice: threadsOf(env.ENGRAM_THREADS, 1),
      labels: labelsOf(env.ENGRAM_LABELS),
      encodersAtOnce: atOnceOf(env.ENGRAM_ENCODERS_AT_ONCE),
      checkpointSeconds: wholeNumberSetting('ENGRAM_CHECKPOINT_SECONDS', env.ENGRAM_CHECKPOINT_SECONDS, {
        fallback: 600,
        min: 0,
        max: 604_800,
      }),
      logsOnStderr: choiceSetting('ENGRAM_LOG', env.ENGRAM_LOG, ['file', 'stderr']) === 'stderr',
      codeVersion: env.ENGRAM_CODE_VERSION || undefined,
    };
  } catch (error) {
    throw placed(error, sources);
  }
}

/** Adds where a rejected setting stands, when that is the file. */
function placed(error: unknown, { env, ofFile }: Sources): unknown {
  const name = error instanceof DomainError ? error.details['setting'] : undefined;
  const found = typeof name === 'string' ? ofFile.get(name) : undefined;
  if (!found || env[name as string] !== found.value) return error;
  const { code, message, details } = error as DomainError;
  return new DomainError(code, `${message} It stands in line ${found.line} of ${settingsFile}.`, {
    cause: error,
    details,
  });
}

/** The environment for a child that serves the dashboard. */
export function webEnvironment(o: {
  port: number;
  host: string;
  apiUrl: string;
  apiToken: string;
  scope: Settings['dashboardScope'];
}): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    ENGRAM_WEB_PORT: String(o.port),
    ENGRAM_WEB_HOST: o.host,
    ENGRAM_API_URL: o.apiUrl,
    ENGRAM_API_TOKEN: o.apiToken,
    ENGRAM_DASHBOARD_SCOPE: o.scope,
  };
}
