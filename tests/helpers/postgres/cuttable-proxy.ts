import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A network between Engram and its database that can be cut: connections are reset, and new ones refused. */
export interface CuttableProxy {
  /** The address of the database, through the proxy. */
  readonly url: string;
  cut(): Promise<void>;
  restore(): Promise<void>;
  /**
   * The next transaction in which a statement that holds `text` is sent is committed, and its connection lost before the answer.
   * Resolves when that has happened.
   */
  loseCommitOf(text: string): Promise<void>;
  close(): Promise<void>;
}

export async function openProxy(databaseUrl: string): Promise<CuttableProxy> {
  const target = new URL(databaseUrl);
  const open = new Set<Socket>();
  let server: Server;
  let port = 0;
  let losing: { text: string; done: () => void } | undefined;
  const listen = async (): Promise<void> => {
    server = createServer((near) => {
      const far = connect(Number(target.port || 5432), target.hostname);
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        open.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          open.delete(socket);
          other.destroy();
        });
        socket.pipe(other);
      }
      let isAffected = false;
      near.on('data', (sent: Buffer) => {
        isAffected ||= losing !== undefined && sent.includes(losing.text);
        if (!isAffected || !losing || !sent.includes('COMMIT')) return;
        const { done } = losing;
        losing = undefined;
        far.unpipe(near).resume();
        far.once('data', () => {
          near.resetAndDestroy();
          done();
        });
      });
    });
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  };
  const cut = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of open) socket.resetAndDestroy();
    await closed;
  };
  const loseCommitOf = (text: string): Promise<void> =>
    new Promise((done) => {
      losing = { text, done };
    });
  await listen();
  const url = new URL(databaseUrl);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return { url: url.href, cut, restore: listen, close: cut, loseCommitOf };
}
