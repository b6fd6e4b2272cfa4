import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

/** Above the ports of well-known services. */
const first = 10_000;
const given = new Set<number>();

/** The first port that the system gives to outgoing connections, where it can be asked; Linux's default elsewhere. */
function firstOfConnections(): number {
  try {
    const low = Number.parseInt(readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8'), 10);
    return low > first + 1_000 ? low : 32_768;
  } catch {
    return 32_768;
  }
}

/**
 * A port that nothing listens on, at no address of this machine. No outgoing connection is given it before it is used, since it lies
 * below theirs, and no other caller in this process.
 */
export async function freePort(): Promise<number> {
  const below = firstOfConnections();
  for (let tries = 0; tries < 1_000; tries++) {
    const port = first + Math.floor(Math.random() * (below - first));
    if (given.has(port) || !(await isFree(port))) continue;
    given.add(port);
    return port;
  }
  throw new Error(`found no free port from ${first} to ${below - 1}`);
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port);
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
