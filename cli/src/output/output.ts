import { stripVTControlCharacters } from 'node:util';
import { printable, printableJson, printableLine } from '@engram/core';

/** Where a command speaks: results to stdout, everything else to stderr; what others wrote never controls the terminal. */
export class Output {
  constructor(
    /** Machines read stdout: one JSON value, nothing else. */
    readonly json: boolean,
  ) {}

  get isTerminal(): boolean {
    return process.stderr.isTTY === true;
  }

  /** Remarks for the reader at the terminal. */
  say(message: string): void {
    process.stderr.write(`${printable(message)}\n`);
  }

  /** The result as text. */
  print(text: string): void {
    process.stdout.write(printable(text.endsWith('\n') ? text : `${text}\n`));
  }

  /** A piece of a long result; resolves when there is room for the next. */
  async write(text: string): Promise<void> {
    if (!process.stdout.write(printable(text)))
      await new Promise((resolve) => process.stdout.once('drain', resolve));
  }

  /** The result for machines. */
  printJson(value: unknown): void {
    process.stdout.write(`${printableJson(value, null, 2)}\n`);
  }

  /** The result: as JSON with --json, else as text. */
  result(value: unknown, words: () => string): void {
    if (this.json) this.printJson(value);
    else this.print(words());
  }
}

/** What someone else wrote, in one line of a terminal: without control sequences, and what else is invisible by its code. */
export const plain = (text: string): string =>
  printableLine(stripVTControlCharacters(text).replaceAll(/(?![\t\n])\p{Cc}/gu, ''));
