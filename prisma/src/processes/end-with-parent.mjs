/**
 * Loaded before anything else into a process that must not outlive the one that started it (`attached-child.ts`). A thread looks
 * whether the parent is there, so that the process ends within a second also while it starts, or computes without a pause; kill
 * -9 of the parent needs no message. Plain JavaScript: it runs before TypeScript can be loaded.
 */
import { isMainThread, Worker } from 'node:worker_threads';

const lookIntervalMs = 500;
const meant = Number(new URL(import.meta.url).searchParams.get('parent'));

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

if (isMainThread) {
  // A child of the child has inherited this module, too: it watches its own parent. One whose parent ended before it began has
  // another, and the one that was meant counts as alive until somebody has asked how it ended: so both are watched.
  const watch = `
    const { workerData: { parent, meant } } = require('node:worker_threads');
    ${isAlive}
    setInterval(() => {
      if (process.ppid !== parent || !isAlive(meant)) process.kill(process.pid, 'SIGKILL');
    }, ${lookIntervalMs});`;
  const workerData = { parent: process.ppid, meant };
  new Worker(watch, { eval: true, workerData, execArgv: [], env: {} }).unref();
}
