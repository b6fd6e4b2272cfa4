import cluster, { type Worker } from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError } from '@engram/core';
import { gentleMs } from '../http/closing.ts';
import type { MetricValues } from '../metrics/metrics.ts';
import { closeUntaken } from './close-untaken.ts';
import type { LimitsHolder, LimitsOwner } from './limits-owner.ts';
import { Link, type Message } from './link.ts';
import type { OwnerNotice, OwnerQuestion, ProcessNotice, ProcessQuestion, Start } from './messages.ts';

/** A process that says nothing for so long is killed: while it starts, and after it was told to stop within seconds. */
const startMs = 60_000;
const stopMs = 10_000;
/** One that does not answer by then has counted what it had when it was last asked. */
const metricsMs = 1_000;

/** One that serves is asked this often whether it does; after so many questions without an answer it is hung, and killed. */
const pingMs = 5_000;
const mostUnanswered = 6;

export interface ApiProcessOptions {
  /** 5 s when left out. */
  pingMs?: number;
  owner: LimitsOwner;
  start: Start;
  /** What all processes together have counted. */
  metricsOfAll: () => Promise<MetricValues>;
}

/** The first process's handle of one that serves. */
export class ApiProcess {
  /** Where it serves. @throws DomainError with the reason why it does not */
  readonly ready: Promise<{ url: string; port: number }>;
  /** Said when it has ended, for whatever reason. */
  readonly ended: Promise<{ code: number | null; signal: string | null }>;
  /** What it had counted when it was last asked. */
  metrics: MetricValues = [];
  isStopping = false;
  /** Whether it was killed because it answered nothing. */
  wasHung = false;
  readonly #worker: Worker;
  readonly #holder: LimitsHolder;
  readonly #link: Link<ProcessQuestion, OwnerNotice, OwnerQuestion, ProcessNotice>;
  #onReady!: (at: { url: string; port: number }) => void;
  #onFailed!: (error: Error) => void;

  constructor({ owner, start, metricsOfAll, ...o }: ApiProcessOptions) {
    this.#holder = owner.holder();
    this.#worker = cluster.fork();
    const closeLast = closeUntaken(this.#worker);
    this.ready = new Promise((resolve, reject) => {
      this.#onReady = resolve;
      this.#onFailed = reject;
    });
    this.ready.catch(() => undefined);
    this.#link = new Link({
      send: (batch) => {
        // It may end at any moment; then nobody listens.
        if (this.#worker.isConnected()) this.#worker.send(batch, undefined, () => undefined);
      },
      answer: (question: OwnerQuestion, number: number) => {
        if (question.of === 'start') return start;
        if (question.of === 'closed') return null;
        return question.of === 'metrics' ? metricsOfAll() : this.#holder.answer(question, number);
      },
      take: (notice: ProcessNotice) => this.#take(notice),
    });
    this.#worker.on('message', (batch: Message<OwnerQuestion, ProcessNotice>[]) => this.#link.hear(batch));
    this.ended = new Promise((resolve) => {
      const end = (code: number | null, signal: string | null, error: Error): void => {
        closeLast();
        this.#link.end();
        this.#holder.end();
        this.#onFailed(error);
        resolve({ code, signal });
      };
      this.#worker.once('exit', (code, signal) => {
        const how = signal ?? `exit code ${code}`;
        end(code, signal, new DomainError('INTERNAL', `A process of the API ended while it started (${how}).`)); // prettier-ignore
      });
      this.#worker.on('error', (error) => {
        // One that the system did not start never ends.
        if (this.#worker.process.pid === undefined) end(null, null, error);
      });
    });
    this.#killAfter(
      startMs,
      this.ready.then(undefined, () => undefined),
    );
    void this.ready.then(
      () => this.#killWhenHung(o.pingMs ?? pingMs),
      () => undefined,
    );
  }

  get pid(): number {
    return this.#worker.process.pid ?? 0;
  }

  /** @param gently as long as its clients need */
  async stop({ gently }: { gently: boolean }): Promise<void> {
    this.isStopping = true;
    this.#link.tell({ of: 'stop', gently });
    this.#killAfter(gently ? gentleMs + stopMs : stopMs, this.ended);
    await this.ended;
  }

  /** Asks what it has counted. */
  async count(): Promise<void> {
    const asked = this.#link.ask<MetricValues>({ of: 'metrics' }).answer.catch(() => null);
    const counted = await Promise.race([asked, sleep(metricsMs, null, { ref: false })]);
    // Its last word may have come meanwhile.
    if (counted) this.metrics = counted;
  }

  #take(notice: ProcessNotice): void {
    if (notice.of === 'release') return this.#holder.release(notice.number);
    if (notice.of === 'ready') return this.#onReady(notice);
    if (notice.of === 'end') return void (this.metrics = notice.metrics);
    this.#onFailed(new DomainError(notice.code, notice.message));
  }

  /** Counts questions, not time: where this process stood still as well, nothing was asked. */
  #killWhenHung(everyMs: number): void {
    let unanswered = 0;
    const heard = (): void => void (unanswered = 0);
    const timer = setInterval(() => {
      if (unanswered >= mostUnanswered) {
        this.wasHung = true;
        this.#worker.process.kill('SIGKILL');
      }
      unanswered += 1;
      this.#link.ask<null>({ of: 'ping' }).answer.then(heard, () => undefined);
    }, everyMs);
    timer.unref();
    void this.ended.then(() => clearInterval(timer));
  }

  #killAfter(ms: number, unless: Promise<unknown>): void {
    const timer = setTimeout(() => this.#worker.process.kill('SIGKILL'), ms);
    void unless.then(() => clearTimeout(timer));
  }
}
