import { once } from 'node:events';
import { connect } from 'node:net';

export interface RawAnswer {
  status: number;
  head: string;
  body: string;
}

/** Sends a request as it is written, line by line, and returns what comes back until the server hangs up. */
export async function sendRaw(url: string, lines: readonly string[], body = ''): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let heard = '';
  socket.on('data', (chunk) => (heard += chunk.toString()));
  socket.on('error', () => undefined);
  socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
  await once(socket, 'close');
  const at = heard.indexOf('\r\n\r\n');
  return {
    status: Number(/^HTTP\/1\.\d (\d+)/.exec(heard)?.[1]),
    head: heard.slice(0, at),
    body: heard.slice(at + 4),
  };
}
