import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { until } from './processes/engram.ts';

/** OpenStack's object store, which speaks S3 (Debian: swift-proxy, swift-account, swift-container, swift-object). */
export const hasSwift = existsSync('/etc/swift/swift.conf') && existsSync('/usr/bin/swift-proxy-server');

export interface Swift {
  /** What the vendor's client reads. */
  env: Record<string, string>;
  close(): Promise<void>;
}

const kinds = ['account', 'container', 'object'] as const;

const filters = `
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:1
[filter:s3api]
use = egg:swift#s3api
auth_pipeline_check = false
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
`;

/** A real object store on this machine, with one account and one copy of everything. */
export async function startSwift(): Promise<Swift> {
  const folder = await mkdtemp(join(tmpdir(), 'engram-swift-'));
  await mkdir(join(folder, 'devices/d1'), { recursive: true });
  const children: ChildProcess[] = [];
  const start = async (kind: string, port: number, { app = '', pipeline = '', rest = '' }): Promise<void> => {
    const file = join(folder, `${kind}.conf`);
    const common = `bind_ip = 127.0.0.1\nbind_port = ${port}\nswift_dir = ${folder}\nuser = root\nworkers = 0`;
    const disks = `devices = ${folder}/devices\nmount_check = false`;
    await writeFile(
      file,
      `[DEFAULT]\n${common}\n${disks}\n[pipeline:main]\npipeline = ${pipeline} ${kind}-server\n[app:${kind}-server]\nuse = egg:swift#${kind}\n${app}\n${rest}`,
    );
    children.push(spawn(`swift-${kind}-server`, [file], { stdio: 'ignore' }));
  };
  for (const kind of kinds) {
    const port = await freePort();
    for (const step of [['create', '4', '1', '0'], ['add', `r1z1-127.0.0.1:${port}/d1`, '1'], ['rebalance']])
      spawnSync('swift-ring-builder', [join(folder, `${kind}.builder`), ...step]);
    await start(kind, port, {});
  }
  const port = await freePort();
  await start('proxy', port, {
    app: 'account_autocreate = true',
    pipeline: 'cache s3api tempauth',
    rest: filters,
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await until('Swift answers', () => fetch(endpoint).then(() => true, () => false)); // prettier-ignore
  return {
    env: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test:tester',
      AWS_SECRET_ACCESS_KEY: 'testing',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    async close() {
      for (const child of children) {
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}
