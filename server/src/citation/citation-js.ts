import { Cite, plugins } from '@citation-js/core';
import '@citation-js/plugin-bibtex';
import '@citation-js/plugin-ris';
import type { CslItem } from './csl-item.ts';

const bibtex = plugins.config.get('@bibtex') as {
  format: { useIdAsLabel: boolean; checkLabel: boolean; asciiOnly: boolean };
};
// Texts come as tokens, which are no ASCII; keys are ours.
Object.assign(bibtex.format, { useIdAsLabel: true, checkLabel: false, asciiOnly: false });

/** One record as Citation.js writes it. */
export const written = (item: CslItem, form: 'bibtex' | 'biblatex' | 'ris'): string =>
  new Cite([item], { generateGraph: false }).format(form);
