/** What the tests use of it; its types come in a package of their own. */
declare module 'markdown-it' {
  export default class MarkdownIt {
    constructor(options: { html: boolean; linkify: boolean });
    render(text: string): string;
  }
}
