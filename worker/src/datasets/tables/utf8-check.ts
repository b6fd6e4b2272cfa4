import { isUtf8 } from 'node:buffer';
import { tableError } from './table-error.ts';

const newline = 0x0a;

/** Rejects text in another encoding, whose letters would be read as U+FFFD. Text that begins with the mark of UTF-16 is not looked at. */
export class Utf8Check {
  private readonly decoder = new TextDecoder('utf-8', { fatal: true });
  private lines = 0;
  private isUtf16: boolean | null = null;

  constructor(private readonly file: string) {}

  /** @throws DomainError INVALID_FILE with the line of the first byte that is not UTF-8 */
  take(part: Buffer): void {
    this.isUtf16 ??= part[0] === 0xff && part[1] === 0xfe;
    if (this.isUtf16) return;
    try {
      this.decoder.decode(part, { stream: true });
    } catch {
      throw this.error(this.lines + 1 + linesBefore(part));
    }
    for (let at = part.indexOf(newline); at >= 0; at = part.indexOf(newline, at + 1)) this.lines += 1;
  }

  /** The same for a letter that the end of the file cuts. */
  end(): void {
    try {
      if (!this.isUtf16) this.decoder.decode();
    } catch {
      throw this.error(this.lines + 1);
    }
  }

  private error(line: number): Error {
    return tableError(
      this.file,
      `line ${line}`,
      'the text is not UTF-8: it holds bytes of another encoding, such as Latin-1. Save it as UTF-8.',
    );
  }
}

/** Whole lines before the first that is not UTF-8. */
function linesBefore(part: Buffer): number {
  let [count, start] = [0, 0];
  for (let end = part.indexOf(newline); end >= 0; end = part.indexOf(newline, start)) {
    if (!isUtf8(part.subarray(start, end))) break;
    count += 1;
    start = end + 1;
  }
  return count;
}
