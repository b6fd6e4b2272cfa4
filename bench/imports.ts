/**
 * Time and memory of an import of representations: `npx tsx bench/imports.ts [N] [M] [D]` writes f and g [N, M, D] of random
 * float32 into a file, imports it with the command in an ENGRAM_HOME of its own, and prints seconds and the largest resident
 * memory of the command's process (PostgreSQL's is not counted). Linux only.
 */
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { crc32 } from 'node:zlib';

const [datapoints = 50_000, views = 10, dims = 512] = process.argv.slice(2).map(Number);
const sampleMs = 200;

/** A stored member; its header is written when the checksum is known. @returns its entry in the directory */
function writeArray(file: number, at: number, name: string): { entry: Buffer; end: number } {
  const shape = `(${datapoints}, ${views}, ${dims})`;
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': ${shape}, }`;
  const head = Buffer.alloc(128, ' ');
  head.write('\x93NUMPY\x01\x00', 0, 'latin1');
  head.writeUInt16LE(118, 8);
  head.write(text, 10);
  head[127] = 0x0a;
  let [checksum, place] = [crc32(head), at + 30 + name.length];
  writeSync(file, head, 0, head.length, place);
  place += head.length;
  const block = new Float32Array(views * dims);
  for (let n = 0; n < datapoints; n++) {
    for (let i = 0; i < block.length; i++) block[i] = Math.random() - 0.5;
    const bytes = new Uint8Array(block.buffer);
    checksum = crc32(bytes, checksum);
    writeSync(file, bytes, 0, bytes.length, place);
    place += bytes.length;
  }
  const size = place - at - 30 - name.length;
  const fields = (header: Buffer, from: number): Buffer => {
    header.writeUInt32LE(checksum, from);
    header.writeUInt32LE(size, from + 4);
    header.writeUInt32LE(size, from + 8);
    header.writeUInt16LE(name.length, from + 12);
    return header;
  };
  const local = fields(Buffer.alloc(30), 14);
  local.writeUInt32LE(0x04034b50);
  writeSync(file, Buffer.concat([local, Buffer.from(name)]), 0, 30 + name.length, at);
  const entry = fields(Buffer.alloc(46), 16);
  entry.writeUInt32LE(0x02014b50);
  entry.writeUInt32LE(at, 42);
  return { entry: Buffer.concat([entry, Buffer.from(name)]), end: place };
}

function writeArchive(path: string): void {
  const file = openSync(path, 'w');
  const f = writeArray(file, 0, 'f.npy');
  const g = writeArray(file, f.end, 'g.npy');
  const directory = Buffer.concat([f.entry, g.entry]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50);
  end.writeUInt16LE(2, 8);
  end.writeUInt16LE(2, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(g.end, 16);
  writeSync(file, Buffer.concat([directory, end]), 0, directory.length + 22, g.end);
  closeSync(file);
}

if (datapoints * views * dims * 8 > 4e9) throw new Error('f and g together must stay below 4 GB');
const home = mkdtempSync(join(tmpdir(), 'engram-bench-'));
try {
  const path = join(home, 'views.npz');
  writeArchive(path);
  const started = performance.now();
  const bin = fileURLToPath(new URL('../cli/bin/engram.mjs', import.meta.url));
  const child = spawn(process.execPath, [bin, 'import', 'representations', path], {
    env: { ...process.env, ENGRAM_HOME: home },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peakKilobytes = 0;
  const timer = setInterval(() => {
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    peakKilobytes = Math.max(peakKilobytes, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
  }, sampleMs);
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  clearInterval(timer);
  const seconds = (performance.now() - started) / 1000;
  console.log(`[${datapoints}, ${views}, ${dims}]: ${seconds.toFixed(1)} s, at most ${Math.round(peakKilobytes / 1024)} MB (exit code ${code})`); // prettier-ignore
} finally {
  execFileSync(fileURLToPath(new URL('../scripts/drop-home.sh', import.meta.url)), [home]);
}
