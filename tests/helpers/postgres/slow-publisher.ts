/** `slow-publisher URL RUN`: publishes 50,000 scores but stops for ever at the 40,000th, says so on stdout, waits to be killed. */
import { writeSync } from 'node:fs';
import { openStore, runs } from '@engram/store';
import { publication, scoreRow } from '../../factories/run.ts';

const [url, runId] = process.argv.slice(2);
const store = await openStore({ home: '.', databaseUrl: url });
const rows = Array.from({ length: 50_000 }, (_, index) => scoreRow(index));
Object.defineProperty(rows[40_000], 'alignmentIn', {
  get() {
    writeSync(1, 'half-way\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
});
await runs.publish(store, runId!, publication(rows));
