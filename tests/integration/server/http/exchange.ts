import { once } from 'node:events';
import { connect } from 'node:net';

export interface Heard {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
}

/** Sends bytes as they are and returns all that comes back until the server hangs up; it must within `patienceMs`. */
export async function exchange(url: string, bytes: string | Buffer, patienceMs = 15_000): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  let heard = '';
  socket.on('data', (chunk) => (heard += chunk.toString()));
  socket.on('error', () => undefined);
  socket.setTimeout(patienceMs, () => socket.destroy());
  socket.write(bytes);
  await once(socket, 'close');
  return heard;
}

/** One request, written by hand, and its answer: what has come when the server hangs up, or says nothing for `patienceMs`. */
export async function sendRaw(
  url: string,
  line: string,
  headers: Record<string, string> = {},
  body: string | Buffer = '',
  patienceMs?: number,
): Promise<Heard> {
  const bytes = Buffer.from(body);
  const given = {
    host: 'localhost',
    connection: 'close',
    ...(bytes.length > 0 && { 'content-length': String(bytes.length) }),
    ...headers,
  };
  const lines = Object.entries(given).map(([name, value]) => `${name}: ${value}\r\n`);
  return parsed(
    await exchange(
      url,
      Buffer.concat([Buffer.from(`${line} HTTP/1.1\r\n${lines.join('')}\r\n`), bytes]),
      patienceMs,
    ),
  );
}

function parsed(heard: string): Heard {
  const [head = '', ...rest] = heard.split('\r\n\r\n');
  const [line = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((one) => [
      one.slice(0, one.indexOf(':')).toLowerCase(),
      one.slice(one.indexOf(':') + 1).trim(),
    ]),
  );
  return { status: Number(line.split(' ')[1]), headers, body: rest.join('\r\n\r\n') };
}
