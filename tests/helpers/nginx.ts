import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './processes/engram.ts';

/** Debian's nginx, or the one that ENGRAM_NGINX names. */
const nginxPath = process.env.ENGRAM_NGINX ?? '/usr/sbin/nginx';
export const hasNginx = existsSync(nginxPath) && spawnSync('openssl', ['version']).status === 0;

export interface Nginx {
  /** Where the certificate and its key lie. */
  folder: string;
  /** What it logged as errors. */
  readonly complaints: string;
  close(): Promise<void>;
}

/** A real nginx with these `server` blocks, which find `FOLDER/cert.pem` and `FOLDER/key.pem` in place of FOLDER. */
export async function startNginx(servers: string, port: number): Promise<Nginx> {
  const folder = await mkdtemp(join(tmpdir(), 'engram-nginx-'));
  await mkdir(join(folder, 'tmp'));
  const request = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=scores.example.org',
  ];
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')];
  spawnSync('openssl', [...request, ...files]);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/tmp/${kind};`,
  );
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  await writeFile(
    join(folder, 'nginx.conf'),
    `${user} pid ${folder}/pid; error_log stderr warn; worker_processes 1;
     events { worker_connections 256; }
     http { access_log off; ${temporary.join(' ')}\n${servers.replaceAll('FOLDER', folder)} }`,
  );
  const child: ChildProcess = spawn(
    nginxPath,
    ['-p', folder, '-c', join(folder, 'nginx.conf'), '-g', 'daemon off;'],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  let complaints = '';
  child.stderr!.on('data', (text: Buffer) => (complaints += text.toString()));
  const ended = once(child, 'exit');
  await until(`nginx listens on ${port}`, async () => {
    if (child.exitCode !== null) throw new Error(`nginx ended: ${complaints}`);
    return fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
  });
  return {
    folder,
    get complaints() {
      return complaints;
    },
    async close() {
      child.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
