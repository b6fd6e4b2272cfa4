/** First character of Unicode's private use area. */
const firstToken = 0xe000;

/**
 * Keeps text of users out of a library's hands. A form of citation is written by the library around tokens, one character each, and
 * each token is replaced by its text, escaped as that form asks for: no title can reach the library's own handling of markup, names,
 * letter case or line length.
 */
export class OpaqueText {
  private readonly texts: string[] = [];

  /** The token that stands for a text, one character. @param text as it will stand in the result */
  tokenOf(text: string): string {
    this.texts.push(text);
    return String.fromCharCode(firstToken + this.texts.length - 1);
  }

  /** What the library wrote, with every text in its place. */
  replaceTokens(written: string): string {
    return written.replaceAll(
      /[\ue000-\uf8ff]/g,
      (token) => this.texts[token.charCodeAt(0) - firstToken] ?? '',
    );
  }
}
