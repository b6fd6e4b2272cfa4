import { operationsOf, type PolicyConfig } from '../augmentations/policies.ts';
import { optimizerKey, optimizerNames } from '../config/optimizer.ts';
import { designCards, designMethodsOf, isDesign } from '../designs/registry.ts';
import { encoderCards } from '../encoders/registry.ts';
import { defaultMeasure, measureCards, measureDefinitions, type MeasureKey } from '../measures/registry.ts';
import { hasImportedScores } from '../imported/imported-scores-config.ts';
import { methodCards } from '../methods/registry.ts';
import { references, type Reference } from '../references.ts';
import { importedScoresParagraph } from './imported-scores-paragraph.ts';
import type { MethodsInput, MethodsPart } from './methods-input.ts';
import { creditedBy, optimizerPaper } from './owed-references.ts';

const count = (value: number): string => value.toLocaleString('en-US');

const distanceNames: Readonly<Record<string, string>> = {
  l2: 'L2 distance',
  'squared-l2': 'squared L2 distance',
  l1: 'L1 distance',
  cosine: 'cosine distance',
  angular: 'angular distance',
};

/**
 * How the scores of a run were made, as sentences for a paper, from its configuration. It says nothing that the configuration does
 * not state: of encoders that come from elsewhere, only how they were measured.
 */
export function methodsParagraph(input: MethodsInput): MethodsPart[] {
  if (hasImportedScores(input.config)) return importedScoresParagraph(input.config, input);
  const sentences = [
    whatWasScored(input),
    training(input),
    views(input),
    design(input),
    score(input),
    software(input),
  ];
  return sentences
    .filter((sentence) => sentence.length > 0)
    .flatMap((sentence, i) => (i === 0 ? sentence : [' ', ...sentence]));
}

function whatWasScored({ scoredCount, dataset }: MethodsInput): MethodsPart[] {
  return [
    'We computed per-datapoint memorization scores',
    references.memorizationScore,
    ` of ${count(scoredCount)} datapoints of ${dataset}.`,
  ];
}

/** A term with the paper behind it, if there is one. */
const credited = (text: string, reference: Reference | null): MethodsPart[] =>
  reference ? [text, reference] : [text];

function training({ config, encoderCount }: MethodsInput): MethodsPart[] {
  const { method, encoder, optimizer, epochs, batch, seed } = config;
  if (!method || !encoder || !optimizer)
    return [`The ${count(encoderCount)} encoders were trained outside Engram.`];
  const key = optimizerKey(optimizer);
  const settings = Object.entries(optimizer)
    .filter(([name, value]) => name !== 'key' && typeof value === 'number')
    .map(([name, value]) => `${spaced(name)} ${value}`);
  return [
    `${count(encoderCount)} encoders (`,
    ...credited(
      `${encoderCards[encoder.key]?.name ?? encoder.key}${sizes(encoder)}`,
      creditedBy(encoderCards, encoder.key),
    ),
    ') were trained with ',
    ...credited(
      `${methodCards[method.key]?.name ?? method.key}${ownSettings(method)}`,
      creditedBy(methodCards, method.key),
    ),
    ` for ${count(epochs ?? 0)} ${epochs === 1 ? 'epoch' : 'epochs'} with batches of ${batch}, by `,
    ...credited(optimizerNames[key], optimizerPaper(optimizer)),
    ` (${settings.join(', ')}) and a cosine schedule`,
    references.cosineSchedule,
    `, from seed ${seed}.`,
  ];
}

/** `varianceWeight` → `variance weight` */
const spaced = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function sizes(encoder: object): string {
  const lists = Object.entries(encoder).filter(([, value]) => Array.isArray(value));
  return lists.map(([name, value]) => `, ${spaced(name)} ${(value as unknown[]).join('-')}`).join('');
}

function ownSettings(method: object): string {
  const own = Object.entries(method).filter(([name, value]) => name !== 'key' && typeof value === 'number');
  return own.length === 0 ? '' : ` (${own.map(([name, value]) => `${spaced(name)} ${value}`).join(', ')})`;
}

function views({ config: { policy, scoring } }: MethodsInput): MethodsPart[] {
  if (policy === undefined) return [];
  const scored = scoring?.policy;
  const same = scored === undefined || JSON.stringify(scored) === JSON.stringify(policy);
  return [
    `Views for training were drawn from ${policyText(policy)}${same ? ', as were those for scoring.' : `, and those for scoring from ${policyText(scored)}.`}`,
  ];
}

function policyText(policy: PolicyConfig): string {
  const operations = operationsOf(policy).map(({ key, ...settings }) => {
    const values = Object.entries(settings).flatMap(([name, value]) =>
      value === undefined ? [] : [`${spaced(name)} ${String(value)}`],
    );
    return values.length === 0 ? key : `${key} (${values.join(', ')})`;
  });
  return `${typeof policy === 'string' ? `the policy ${policy}: ` : ''}${operations.join(', ')}`;
}

function design({ config: { estimator }, encoderCount }: MethodsInput): MethodsPart[] {
  if (!estimator || !isDesign(estimator)) return [];
  const { sentence } = designMethodsOf(estimator, encoderCount);
  const credit = creditedBy(designCards, estimator.key);
  return credit ? [sentence.replace(/\.$/, ''), credit, '.'] : [sentence];
}

function score({ config: { estimator, scoring }, encoderCount, summary }: MethodsInput): MethodsPart[] {
  const {
    views = 0,
    distance = '',
    unitNorm = true,
    confidence,
    layer,
    measure = defaultMeasure,
  } = scoring ?? {};
  const card = measureCards[measure];
  const where = layer === undefined ? 'representations' : `outputs of the layer ${layer}`;
  const what =
    measure === defaultMeasure
      ? ` The alignment loss is the mean ${distanceNames[distance] ?? distance} between the ${unitNorm ? 'unit-norm ' : ''}${where} of all pairs of ${views} views.`
      : ` ${card.name} of a datapoint: ${card.formula}.`;
  const { isProxy = false } = measureDefinitions[measure];
  const intervals =
    !isProxy && estimator && isDesign(estimator)
      ? designMethodsOf(estimator, encoderCount).intervals
      : 'intervals over encoders';
  return [
    ...credited(comparison(measure), creditedBy(measureCards, measure)),
    `.${what}`,
    ...(layer === undefined
      ? []
      : [' Layers were compared as in earlier work', references.localizingMemorization, '.']),
    ...(confidence === undefined ? [] : [uncertainty(summary, confidence, intervals)]),
  ];
}

/** What a score compares, as a sentence without its full stop. */
function comparison(measure: MeasureKey): string {
  const { card, memorizedWhen, isProxy } = measureDefinitions[measure];
  const name = card.name.toLowerCase().replace(/^mean /, '');
  if (isProxy)
    return `The score of a datapoint, a proxy of its memorization, is ${memorizedWhen === 'small' ? 'minus ' : ''}the mean ${name} under all encoders, whether or not they were trained with it`;
  const [first, second] = memorizedWhen === 'small' ? ['without', 'with'] : ['with', 'without'];
  return `The score of a datapoint is the mean ${name} under the encoders trained ${first} it minus that under the encoders trained ${second} it`;
}

function uncertainty(summary: MethodsInput['summary'], confidence: number, intervals: string): string {
  if (summary?.medianStandardError === null)
    return ' Single scores have no intervals: too few encoders are independent of each other.';
  return ` Uncertainties are ${Number((100 * confidence).toPrecision(6))} % ${intervals}.`;
}

function software({ codeVersion, engine, comparabilityKey }: MethodsInput): MethodsPart[] {
  const executed = engine === null || engine === 'imported' ? '' : ` with the engine ${engine}`;
  const { trainedBy } = comparabilityKey ?? {};
  const trained = trainedBy === undefined ? '' : `The encoders were trained by Engram ${trainedBy}. `;
  return [`${trained}Scores were computed by Engram ${codeVersion}${executed}.`];
}
