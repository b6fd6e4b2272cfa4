import { optimizerKey } from '../config/optimizer.ts';
import type { RunConfig } from '../config/run-config.ts';
import { designCards } from '../designs/registry.ts';
import { encoderCards } from '../encoders/registry.ts';
import { hasImportedScores } from '../imported/imported-scores-config.ts';
import { measureCards } from '../measures/registry.ts';
import { methodCards } from '../methods/registry.ts';
import { citationOf, references, type Reference } from '../references.ts';

/** The configuration of a run; one whose encoders come from elsewhere states only part of it. */
export type StatedConfig = Partial<
  Pick<RunConfig, 'dataset' | 'datapoints' | 'seed' | 'policy' | 'epochs' | 'batch'>
> & {
  method?: RunConfig['method'];
  encoder?: RunConfig['encoder'];
  optimizer?: RunConfig['optimizer'];
  estimator?: RunConfig['estimator'] | { key: string };
  scoring?: Partial<RunConfig['scoring']>;
};

const byCitation = new Map<string, Reference>(
  Object.values(references).map((reference) => [citationOf(reference), reference]),
);

type Cards = Readonly<Record<string, { citation: string | null }>>;

/** The paper that a card credits; null where it credits none, or the key is unknown here. */
export function creditedBy(cards: Cards, key: string | undefined): Reference | null {
  const citation = key !== undefined && Object.hasOwn(cards, key) ? cards[key]!.citation : null;
  return citation === null ? null : (byCitation.get(citation) ?? null);
}

const optimizers = { adamw: references.adamw, lars: references.lars, sgd: null };

/** The paper behind an optimizer; null for what textbooks have. */
export const optimizerPaper = (config: RunConfig['optimizer']): Reference | null =>
  optimizers[optimizerKey(config)];

/** The papers that a text owes which uses the scores of such a run: score, design, method, encoder, optimizer, measure, layer; each once. */
export function owedReferences(config: StatedConfig): Reference[] {
  // Of scores that were made elsewhere no more is known than what made them.
  if (hasImportedScores(config))
    return [creditedBy(methodCards, config.method.key)].filter((reference) => reference !== null);
  const { method, encoder, estimator, optimizer, scoring } = config;
  const owed = [
    references.memorizationScore,
    creditedBy(designCards, estimator?.key),
    creditedBy(methodCards, method?.key),
    creditedBy(encoderCards, encoder?.key),
    optimizer ? optimizerPaper(optimizer) : null,
    optimizer ? references.cosineSchedule : null,
    creditedBy(measureCards, scoring?.measure),
    scoring?.layer === undefined ? null : references.localizingMemorization,
  ];
  return [...new Set(owed.filter((reference) => reference !== null))];
}

/** `wang2024memorization`: family name, year and first long word of the title, as a key of a bibliography. */
export function referenceKey({ authors, year, title }: Reference): string {
  const plain = (text: string): string =>
    text
      .normalize('NFKD')
      .replaceAll(/[^A-Za-z]/g, '')
      .toLowerCase();
  const word =
    title
      .split(/\s+/)
      .map(plain)
      .find((one) => one.length > 3) ?? plain(title);
  return `${plain(authors[0]!.family)}${year}${word}`;
}
