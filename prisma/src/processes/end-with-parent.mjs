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
  const parent = process.ppid;
  // A child of the child has inherited this module, too: it watches its own parent.
  if (parent !== meant && !isAlive(meant)) process.kill(process.pid, 'SIGKILL');
  const watch = `
    const { workerData } = require('node:worker_threads');
    setInterval(() => {
      if (process.ppid !== workerData) process.kill(process.pid, 'SIGKILL');
    }, ${lookIntervalMs});`;
  new Worker(watch, { eval: true, workerData: parent, execArgv: [], env: {} }).unref();
}
