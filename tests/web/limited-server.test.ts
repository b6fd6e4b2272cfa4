import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createLimitedServer } from '../../web/limited-server.mjs';

const slow = {
  headers: 'POST /api/graphql HTTP/1.1\r\nhost: localhost\r\n',
  body: 'POST /api/graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length: 90\r\n\r\n{',
};

it.each(['headers', 'body'] as const)(
  'the dashboard closes the connection of a client whose %s do not come, also when it keeps its side open',
  async (what) => {
    const server = createLimitedServer(
      (request, response) => request.resume().on('end', () => response.end()),
      {
        requestMs: 200,
      },
    );
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const accepted = once(server, 'connection') as Promise<[NodeJS.EventEmitter]>;
    const client = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    client.on('error', () => undefined);
    let heard = '';
    client.on('data', (text: Buffer) => (heard += text.toString()));
    client.write(slow[what]);
    const [socket] = await accepted;
    // Node destroys it with the reason, for which `once` would reject.
    await new Promise((resolve) => socket.once('close', resolve));
    await expect.poll(() => heard).toMatch(/^HTTP\/1\.1 408 /);
    client.destroy();
    server.close();
  },
);

it('the dashboard keeps connections for longer than common proxies do', () => {
  expect(createLimitedServer(() => undefined).keepAliveTimeout).toBeGreaterThan(75_000);
});
