import { stripVTControlCharacters } from 'node:util';

/** Where a command speaks: results to stdout, everything else to stderr. */
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
    process.stderr.write(`${message}\n`);
  }

  /** The result in words. */
  print(text: string): void {
    process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  }

  /** A piece of a long result; resolves when there is room for the next. */
  async write(text: string): Promise<void> {
    if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once('drain', resolve));
  }

  /** The result for machines. */
  printJson(value: unknown): void {
    process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
  }

  /** The result: as JSON with --json, else in words. */
  result(value: unknown, words: () => string): void {
    if (this.json) this.printJson(value);
    else this.print(words());
  }
}

/** What someone else wrote, made safe for a terminal: no control sequences. */
export const plain = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- control characters are what is removed
  stripVTControlCharacters(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
