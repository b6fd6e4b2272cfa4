/** What the tests use of a package that has no types. */
declare module '@citation-js/core' {
  export class Cite {
    constructor(text: string);
    /** Records in CSL-JSON. */
    readonly data: unknown[];
  }
}
declare module '@citation-js/plugin-bibtex';
declare module '@citation-js/plugin-ris';
