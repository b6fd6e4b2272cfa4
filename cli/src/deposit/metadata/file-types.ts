const types: readonly [ending: string, type: string][] = [
  ['.csl.json', 'application/vnd.citationstyles.csl+json'],
  ['croissant.json', 'application/ld+json'],
  ['.json', 'application/json'],
  ['.jsonl', 'application/jsonl'],
  ['.csv', 'text/csv'],
  ['.parquet', 'application/vnd.apache.parquet'],
  ['.zip', 'application/zip'],
  ['.md', 'text/markdown'],
  ['.bib', 'application/x-bibtex'],
  ['.ris', 'application/x-research-info-systems'],
  ['.cff', 'application/yaml'],
  ['.tex', 'application/x-tex'],
  ['.svg', 'image/svg+xml'],
  ['.pdf', 'application/pdf'],
  ['.html', 'text/html'],
  ['.css', 'text/css'],
  ['.js', 'text/javascript'],
];

/** Media type of a file of a deposit by its name. */
export const typeOf = (name: string): string =>
  types.find(([ending]) => name.endsWith(ending))?.[1] ?? 'text/plain';
