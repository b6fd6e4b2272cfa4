import { createRequire } from 'node:module';
import type * as core from '@citation-js/core';
import type { CslItem } from './csl-item.ts';

type CitationJs = Pick<typeof core, 'Cite' | 'plugins'>;
interface BibtexSettings {
  format: { useIdAsLabel: boolean; checkLabel: boolean; asciiOnly: boolean };
}

const require = createRequire(import.meta.url);
let loaded: CitationJs | undefined;

/** Loaded by the first citation: a server or a command that writes none does not wait for it. */
function citationJs(): CitationJs {
  if (loaded) return loaded;
  loaded = require('@citation-js/core') as CitationJs;
  for (const plugin of ['bibtex', 'ris']) require(`@citation-js/plugin-${plugin}`);
  // Texts come as tokens, which are no ASCII; keys are ours.
  const { format } = loaded.plugins.config.get('@bibtex') as BibtexSettings;
  Object.assign(format, { useIdAsLabel: true, checkLabel: false, asciiOnly: false });
  return loaded;
}

/** One record as Citation.js writes it. */
export function written(item: CslItem, form: 'bibtex' | 'biblatex' | 'ris'): string {
  const { Cite } = citationJs();
  return new Cite([item], { generateGraph: false }).format(form);
}
