import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { diskTrouble, DomainError } from '@engram/core';

/** One line of a settings file. */
export interface FileSetting {
  value: string;
  /** From 1. */
  line: number;
}

/** Settings by name. */
export type FileSettings = ReadonlyMap<string, FileSetting>;

/** Longer than any list of settings; what is longer was not meant. */
const maxBytes = 1 << 20;

/**
 * Reads a file `.env` as editors leave it: UTF-8 with or without a mark, UTF-16, any line ends, quotes, `export`, comments.
 * @returns nothing when there is no such file
 * @throws DomainError INVALID_ARGUMENT naming file and line, DISK_UNAVAILABLE naming the file
 */
export function readEnvFile(file: string): FileSettings {
  const bytes = readWhole(file);
  return bytes === null ? new Map() : parseEnvFile(bytes, file);
}

function fail(file: string, line: number | null, reason: string): never {
  const where = line === null ? file : `Line ${line} of ${file}`;
  throw new DomainError('INVALID_ARGUMENT', `${where} ${reason}`);
}

function readWhole(file: string): Buffer | null {
  const entry = lstatSync(file, { throwIfNoEntry: false });
  if (!entry) return null;
  if (entry.isSymbolicLink() && !existsSync(file))
    fail(
      file,
      null,
      'is a symbolic link to a file that is not there. Bring that file back, or remove the link.',
    );
  if (entry.isDirectory())
    fail(
      file,
      null,
      'is a folder; settings are read from a file of this name. Rename the folder (a Python environment may have any name).',
    );
  if (entry.isFIFO() || entry.isSocket())
    fail(file, null, 'is no ordinary file, so settings cannot be read from it. Remove it.');
  try {
    const bytes = readFileSync(file);
    if (bytes.length <= maxBytes) return bytes;
  } catch (error) {
    throw diskTrouble(error, file) ?? error;
  }
  return fail(file, null, 'is longer than 1 MiB, which no settings are. Remove what does not belong there.');
}

/** @throws DomainError INVALID_ARGUMENT naming `file` and the line */
export function parseEnvFile(bytes: Uint8Array, file: string): FileSettings {
  const settings = new Map<string, FileSetting>();
  textOf(bytes, file)
    .split(/\r\n|\n|\r/)
    .forEach((text, at) => {
      const parsed = parseLine(text, file, at + 1);
      if (parsed === null) return;
      const { name, value } = parsed;
      const before = settings.get(name);
      if (before && before.value !== value)
        fail(
          file,
          at + 1,
          `sets ${name} to another value than line ${before.line} does. Delete one of the two.`,
        );
      settings.set(name, { value, line: before?.line ?? at + 1 });
    });
  return settings;
}

function textOf(bytes: Uint8Array, file: string): string {
  const encoding = encodingOf(bytes);
  if (encoding === null) fail(file, null, 'holds bytes that are no text. Save it as plain text in UTF-8.');
  // Bytes that are no UTF-8 become U+FFFD, and are rejected with their line unless they stand in a comment.
  return new TextDecoder(encoding).decode(bytes);
}

function encodingOf(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (!bytes.includes(0)) return 'utf-8';
  // UTF-16 without a mark: every other byte of plain English is 0.
  const zeros = [0, 1].map((odd) => bytes.filter((byte, at) => at % 2 === odd && byte === 0).length);
  if (bytes.length % 2 === 0 && zeros[0] === 0) return 'utf-16le';
  if (bytes.length % 2 === 0 && zeros[1] === 0) return 'utf-16be';
  return null;
}

function parseLine(text: string, file: string, line: number): { name: string; value: string } | null {
  const trimmed = text.replace(/^\ufeff/, '').trim();
  if (trimmed === '' || trimmed.startsWith('#')) return null;
  const [, name, rest] = /^(?:export\s+)?([A-Za-z_][\w.-]*)\s*=\s*(.*)$/s.exec(trimmed) ?? [];
  if (name === undefined || rest === undefined)
    fail(
      file,
      line,
      `is no setting: write NAME=value, or begin the line with # to make it a comment. It begins with ${JSON.stringify(trimmed.slice(0, 12))}.`,
    );
  if (trimmed.includes('\ufffd'))
    fail(
      file,
      line,
      `(${name}) holds a character that is not UTF-8, as in a file saved as Latin-1 or Windows-1252. Save the file as UTF-8.`,
    );
  return { name, value: valueOf(rest, name, file, line) };
}

function valueOf(text: string, name: string, file: string, line: number): string {
  if (/^[\u2018\u2019\u201c\u201d\u00ab\u00bb]/.test(text))
    fail(file, line, `(${name}) has typographic quotes. Use plain ones ("), or none.`);
  const quote = /^["'`]/.exec(text)?.[0];
  if (quote === undefined) return text.replace(/(^|\s)#.*$/, '').trim();
  const end = text.indexOf(quote, 1);
  if (end < 0) fail(file, line, `(${name}) opens a quote (${quote}) and does not close it.`);
  const after = text.slice(end + 1).trim();
  if (after !== '' && !after.startsWith('#'))
    fail(
      file,
      line,
      `(${name}) goes on after its closing quote. Put the quotes around the whole value, or use none.`,
    );
  return text.slice(1, end);
}
