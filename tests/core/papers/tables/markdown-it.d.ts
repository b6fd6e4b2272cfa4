/** What the tests use of it; its types come in a package of their own. */
declare module 'markdown-it' {
  interface Token {
    type: string;
    children: Token[] | null;
  }
  export default class MarkdownIt {
    constructor(options: { html: boolean; linkify: boolean });
    render(text: string): string;
    parse(text: string, environment: object): Token[];
  }
}
