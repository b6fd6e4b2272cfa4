import cluster from 'node:cluster';
import { DomainError } from '@engram/core';
import { serve, type ServerOptions, type ServingProcess } from '../start-server.ts';
import { Link, type Message } from './link.ts';
import type { OwnerNotice, ProcessNotice, ProcessQuestion, Start } from './messages.ts';
import { remoteBudgets, RemoteSlots, type OwnerLink } from './remote-limits.ts';

/** What a process opens for itself before it serves. */
export interface Opened {
  options: Omit<ServerOptions, 'host' | 'port' | 'dashboardKey' | 'dashboardScope'>;
  close(): Promise<void>;
}

/** Is one of the processes that serve an API, until the one that started it says stop or has ended. */
export async function serveAsProcess(open: () => Promise<Opened>): Promise<void> {
  // Who sends them to all processes means the first one, which tells the others.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR2'] as const)
    process.on(signal, () => undefined);
  const { link, stopped, hurried, serving } = linkToOwner();
  const start = await link.ask<Start>({ of: 'start' }).answer;
  let opened: Opened | undefined;
  try {
    opened = await open();
    const server = await serve(
      { ...opened.options, ...start },
      {
        count: start.processes,
        slots: new RemoteSlots(link),
        budgets: remoteBudgets(link, opened.options.rateLimit ?? 0),
        metrics: () => link.ask<Awaited<ReturnType<ServingProcess['metrics']>>>({ of: 'metrics' }).answer,
      },
    );
    serving(server);
    link.tell({ of: 'ready', url: server.url, port: server.port });
    const { gently } = await stopped;
    // Who was told to go when its clients have gone may be told to go now.
    await (gently
      ? Promise.race([server.closeGently(), hurried.then(() => server.close())])
      : server.close());
    // A connection that was handed to a process which has ended would be lost: nobody would hand it to another one.
    await link.ask<null>({ of: 'closed' }).answer;
    await opened.close();
    await sayLast({ of: 'end', metrics: await server.metrics() });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    await opened?.close();
    await sayLast({ of: 'failed', code: error.code, message: error.message });
  }
  process.exit(0);
}

/** Resolves when the first process has it, after all that was said before. */
const sayLast = (notice: ProcessNotice): Promise<void> =>
  new Promise((resolve) =>
    setImmediate(() => process.send?.([{ notice }], undefined, undefined, () => resolve())),
  );

interface OwnerTalk {
  link: OwnerLink;
  stopped: Promise<{ gently: boolean }>;
  /** It is to stop within seconds. */
  hurried: Promise<void>;
  /** From now on there is something to be counted. */
  serving(server: ServingProcess): void;
}

function linkToOwner(): OwnerTalk {
  let server: ServingProcess | undefined;
  let onStop: (notice: { gently: boolean }) => void;
  let onHurry: () => void;
  const stopped = new Promise<{ gently: boolean }>((resolve) => (onStop = resolve));
  const hurried = new Promise<void>((resolve) => (onHurry = resolve));
  const link: OwnerLink = new Link({
    send: (batch) => process.send?.(batch),
    answer: ({ of }: ProcessQuestion) => (of === 'ping' ? null : (server?.metrics() ?? [])),
    take: (notice: OwnerNotice) => {
      onStop(notice);
      if (!notice.gently) onHurry();
    },
  });
  // Messages of node's own cluster are not seen here.
  process.on('message', (batch: Message<ProcessQuestion, OwnerNotice>[]) => link.hear(batch));
  if (!cluster.isWorker)
    throw new DomainError('INTERNAL', 'internal: this process is started by another one');
  return { link, stopped, hurried, serving: (one) => (server = one) };
}
