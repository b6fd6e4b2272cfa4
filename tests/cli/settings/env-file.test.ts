import { describe, expect, it } from 'vitest';
import { parseEnvFile } from '../../../cli/src/settings/env-file.ts';

const read = (text: string | Buffer): Record<string, string> =>
  Object.fromEntries(
    [...parseEnvFile(Buffer.from(text as string), '/clone/.env')].map(([name, { value }]) => [name, value]),
  );
const settings = 'ENGRAM_THREADS=3\nENGRAM_HOST=::1\n';
const wanted = { ENGRAM_THREADS: '3', ENGRAM_HOST: '::1' };
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('a settings file is read as editors leave it', () => {
  it.each<[string, string | Buffer]>([
    ['plain', settings],
    ['with a mark of UTF-8', `\ufeff${settings}`],
    ['with line ends of Windows', settings.replaceAll('\n', '\r\n')],
    ['with line ends of old Macs', settings.replaceAll('\n', '\r')],
    ['without an end of the last line', settings.trimEnd()],
    ['in UTF-16, little endian, with a mark', Buffer.from(`\ufeff${settings}`, 'utf16le')],
    ['in UTF-16, big endian, with a mark', utf16be(`\ufeff${settings}`)],
    ['in UTF-16, little endian', Buffer.from(settings, 'utf16le')],
    ['in UTF-16, big endian', utf16be(settings)],
    ['with spaces around', ' ENGRAM_THREADS = 3  \n\tENGRAM_HOST=::1\t \n'],
    ['with spaces that do not break', 'ENGRAM_THREADS=3\u00a0\nENGRAM_HOST=::1\n'],
    ['with quotes', 'ENGRAM_THREADS="3"\nENGRAM_HOST=\'::1\'\n'],
    ['with export', 'export ENGRAM_THREADS=3\nexport  ENGRAM_HOST=::1\n'],
    ['with comments', '# what it is\nENGRAM_THREADS=3 # three\n\n  # more\nENGRAM_HOST="::1" # quoted\n'],
    ['with a comment in Latin-1', Buffer.from(`# Rechner in Köln\n${settings}`, 'latin1')],
    ['with the same twice', `${settings}${settings}`],
  ])('%s', (_, text) => expect(read(text)).toEqual(wanted));

  it('with what belongs to a value left in it', () => {
    expect(read('A="x # y"\nB=p#q\nC=\nD="a=b"\nE=C:\\new\n')).toEqual({
      A: 'x # y',
      B: 'p#q',
      C: '',
      D: 'a=b',
      E: 'C:\\new',
    });
  });
});

describe('a settings file is refused with its line and the cause', () => {
  it.each<[string, string | Buffer, RegExp]>([
    [
      'a value in Latin-1',
      Buffer.from('A=1\nENGRAM_HOME=/srv/Köln\n', 'latin1'),
      /^Line 2 of \/clone\/\.env \(ENGRAM_HOME\).*not UTF-8/,
    ],
    [
      'no setting',
      'A=1\r\n\r\nENGRAM_THREADS 3\r\n',
      /^Line 3 of \/clone\/\.env is no setting: write NAME=value/,
    ],
    ['a quote that is not closed', 'ENGRAM_HOME="/srv\n', /^Line 1 .*opens a quote/],
    ['text after a quote', 'ENGRAM_HOME="/srv"/x\n', /^Line 1 .*after its closing quote/],
    ['typographic quotes', 'ENGRAM_HOME=“/srv”\n', /^Line 1 .*typographic quotes/],
    ['two values', 'A=1\nB=2\nA=3\n', /^Line 3 .*sets A to another value than line 1/],
    ['bytes that are no text', Buffer.from([0x41, 0x3d, 0, 1, 0, 2, 3]), /no text.*UTF-8/],
  ])('%s', (_, text, message) => {
    expect(() => read(text)).toThrow(message);
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }) as Error);
  });
});
