import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readText } from '../../../worker/src/files/read-text.ts';

const folder = mkdtempSync(join(tmpdir(), 'engram-text-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const read = (name: string): Promise<string> =>
  readText(join(folder, name), { maxBytes: 1000, code: 'INVALID_CONFIG' });

describe('readText', () => {
  const text = '{"name": "größe"}';
  const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
  it.each<[string, Uint8Array]>([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16, little endian', utf16],
    ['UTF-16, big endian', Buffer.from(utf16).swap16()],
  ])('reads %s', async (name, bytes) => {
    await writeFile(join(folder, name), bytes);
    expect(await read(name)).toBe(text);
  });

  it('reads a pipe, and no more of a device than it may', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const [got] = await Promise.all([read('pipe'), writeFile(join(folder, 'pipe'), text)]);
    expect(got).toBe(text);
    await symlink('/dev/zero', join(folder, 'endless'));
    await expect(read('endless')).rejects.toThrow(/endless is larger than the 1000 bytes/);
  });

  it('names what is no text, and a folder', async () => {
    await writeFile(join(folder, 'latin1'), Buffer.from(text, 'latin1'));
    await expect(read('latin1')).rejects.toMatchObject({
      code: 'INVALID_CONFIG',
      message: /no text in UTF-8/,
    });
    await expect(read('.')).rejects.toMatchObject({ code: 'INVALID_CONFIG', message: /it is a folder/ });
    await expect(read('none')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: /There is no file .*none/,
    });
  });
});
