import { statfs } from 'node:fs/promises';
import { availableParallelism, cpus, freemem, totalmem } from 'node:os';
import { DomainError, formatSize } from '@engram/core';
import type { StoreDescription } from '@engram/store';
import type { Command } from 'commander';
import { action, type Context } from '../command.ts';
import { formatHomeCheck } from '../output/stored-report.ts';

/** Below this Engram is not supported. */
const minNode = [20, 19] as const;

type Findings = Awaited<ReturnType<typeof examine>>;

/** The database, and what is stored compared with it; nothing is known of the latter without the former. */
async function database(context: Context, full: boolean) {
  const { describeStore } = await import('@engram/store');
  const { checkHome } = await import('@engram/worker');
  try {
    const store = await context.openStore();
    const found = await describeStore(store);
    const stored = await checkHome(store, { home: context.settings.home, full });
    return { database: { available: true as const, ...found }, stored };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { database: { available: false as const, reason: error.message }, stored: null };
  }
}

async function disk(home: string) {
  try {
    const { bavail, blocks, bsize } = await statfs(home);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch {
    return null;
  }
}

async function examine(context: Context, full: boolean) {
  const { isAllowed, isGraphicsDevice, surveyEngines, codeVersion } = await import('@engram/worker');
  const engines = await surveyEngines();
  const { home, engine, threads, threadsOnDevice } = context.settings;
  const chosen = engines.find((survey) => isAllowed(engine, survey));
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  return {
    ...(await database(context, full)),
    engines: engines.map(({ device, ...survey }) => ({
      ...survey,
      device: device?.name ?? null,
      driver: device?.driver ?? null,
      memoryBytes: device?.memoryBytes ?? null,
      isSoftware: device?.isSoftware ?? false,
    })),
    engine: { setting: engine, chosen: chosen?.name ?? null, device: chosen?.device?.name ?? null },
    apiProcesses: context.settings.apiProcesses,
    processes: chosen && isGraphicsDevice(chosen.device) ? threadsOnDevice : threads,
    cpu: { model: cpus()[0]?.model.trim() ?? 'unknown', cores: availableParallelism() },
    memory: { totalBytes: totalmem(), freeBytes: freemem() },
    home,
    disk: await disk(home),
    node: {
      version: process.versions.node,
      supported: major > minNode[0] || (major === minNode[0] && minor >= minNode[1]),
    },
    codeVersion: context.settings.codeVersion ?? (await codeVersion()),
  };
}

/** First what it is, then where everything lies and how much room there is. */
function formatDatabase(db: StoreDescription): string[] {
  const { connections, queue } = db;
  return [
    `PostgreSQL ${db.version} (${db.kind}), ${db.address}, ${formatSize(db.sizeBytes)}`,
    ...(db.tested ? [] : [`This version is newer than those tested with Engram (14 to 18).`]),
    `role ${db.role}${db.isSuperuser ? ', a superuser: a role that owns the database is enough' : ''}; schema ${db.schema}; encoding ${db.encoding}; ${db.encrypted ? 'encrypted' : 'not encrypted'}`,
    `queue in ${queue.address}, schema ${queue.schema}`,
    `${connections.free} more connections are free; a process uses up to ${connections.most}, and needs at least ` +
      Object.entries(connections.least)
        .map(([purpose, count]) => `${count} (${purpose})`)
        .join(', '),
    ...(connections.free < connections.most ? [`Few connections are left. ${connections.limit}`] : []),
  ];
}

/** What it computes on, and why it is not used or how to install it. */
function formatEngine(engine: Findings['engines'][number]): string {
  const { name, available, version, reason, next } = engine;
  const device = [
    engine.device === null
      ? []
      : engine.isSoftware
        ? `${engine.device} (software, for tests)`
        : engine.device,
    engine.driver === null ? [] : `driver ${engine.driver}`,
    engine.memoryBytes === null ? [] : formatSize(engine.memoryBytes),
  ].flat();
  const what = [`${name}${version === null ? '' : ` ${version}`}`, ...device].join(', ');
  return `    ${available ? 'yes' : 'no '} ${what}: ${reason}${next === null ? '' : `. To get it: ${next}`}`;
}

function formatFindings(found: Findings): string {
  const mark = (good: boolean): string => (good ? 'ok ' : 'NO ');
  const { database: db, engine, memory } = found;
  return [
    `${mark(found.node.supported)} Node ${found.node.version}`,
    ...(db.available
      ? formatDatabase(db).map((line, n) => (n === 0 ? `${mark(true)} ` : '    ') + line)
      : []),
    ...(db.available ? [] : [`${mark(false)} PostgreSQL: ${db.reason}`]),
    `${mark(engine.chosen !== null)} Engine: ${engine.chosen ?? 'none'} (ENGRAM_ENGINE=${engine.setting}), on ${engine.device ?? 'nothing'}`,
    ...found.engines.map(formatEngine),
    `    ${found.processes} encoders at a time (ENGRAM_THREADS), one process and one thread each`,
    `    ${found.apiProcesses} ${found.apiProcesses === 1 ? 'process serves' : 'processes serve'} the API (ENGRAM_API_PROCESSES)`,
    `    ${found.cpu.cores} cores, ${found.cpu.model}`,
    `    memory ${formatSize(memory.totalBytes)}, ${formatSize(memory.freeBytes)} free`,
    found.disk
      ? `    disk at ${found.home}: ${formatSize(found.disk.freeBytes)} free of ${formatSize(found.disk.totalBytes)}`
      : `    ${found.home} cannot be examined`,
    `    Engram ${found.codeVersion}`,
    ...(found.stored ? formatHomeCheck(found.stored) : []),
  ].join('\n');
}

export function addDoctor(engram: Command): void {
  engram
    .command('doctor')
    .description('check this machine (engine, database, disk) and look for damaged files and scores')
    .option('--full', 'read every stored file and score, even if that takes long')
    .action(
      action(async (context, options) => {
        const found = await examine(context, options.full === true);
        context.output.result(found, () => formatFindings(found));
        if (!found.database.available)
          throw new DomainError('STORE_UNAVAILABLE', 'The database cannot be used; see the reason above.');
        if (found.engine.chosen === null)
          throw new DomainError('ENGINE_UNAVAILABLE', 'No engine can be used; see the reasons above.');
        if (found.stored?.findings.some(({ isProblem }) => isProblem))
          throw new DomainError('INVALID_FILE', 'Stored data is missing or damaged; see above what to do.');
      }),
    );
}
