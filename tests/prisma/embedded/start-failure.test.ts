import { expect, it } from 'vitest';
import { startFailure } from '../../../prisma/src/embedded/start-failure.ts';

const at = { log: '/home/postgres/postgresql.log', data: '/home/postgres/data' };
const ending = [
  'FATAL:  checkpoint request failed',
  'LOG:  startup process (PID 12505) exited with exit code 1',
  'LOG:  terminating any other active server processes',
  'LOG:  shutting down due to startup process failure',
  'LOG:  database system is shut down',
];

it('a full disk is named, though the server says it long before its last lines', () => {
  const said = ['ERROR:  could not write blocks 34..34 in file "base/1": No space left on device', ...ending];
  expect(startFailure(said.join('\n'), at)).toMatchObject({
    code: 'DISK_UNAVAILABLE',
    message: expect.stringContaining('no space left on the disk of /home/postgres/data') as string,
  });
});

it('another reason is shown by the last lines of the log', () => {
  const { code, message } = startFailure(['LOG:  starting', ...ending].join('\n'), at);
  expect(code).toBe('STORE_UNAVAILABLE');
  expect(message).toContain(`ends with:\n${ending.join('\n')}\n`);
});
