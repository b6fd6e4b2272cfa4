import {
  citationOf,
  latexText,
  methodsLatex,
  methodsParagraph,
  methodsText,
  owedReferences,
  presets,
  referenceKey,
  references,
  runConfigSchema,
  type RunConfigInput,
  type StatedConfig,
} from '@engram/core';
import { describe, expect, it } from 'vitest';

const smoke = presets.smoke!;
const partsOf = (config: StatedConfig, encoderCount = 4, medianStandardError: number | null = 0.1) =>
  methodsParagraph({
    config,
    dataset: 'MNIST_5 %',
    scoredCount: 2000,
    encoderCount,
    codeVersion: '0.1.0+abc',
    engine: 'onnxruntime',
    summary: { medianStandardError },
  });
const configOf = (change: object = {}) => runConfigSchema.parse({ ...smoke, ...change } as RunConfigInput);
const wordsOf = (change: object = {}, encoders = 4) => methodsText(partsOf(configOf(change), encoders));

describe('a methods paragraph', () => {
  it('counts one epoch as one', () => {
    expect(wordsOf({ epochs: 1 })).toContain(' for 1 epoch with batches of ');
  });

  it('says dataset, method, encoder, policy, design, estimator, intervals and software', () => {
    const text = wordsOf(
      {
        method: { key: 'vicreg' },
        estimator: { key: 'half-split', encoders: 8 },
        policy: 'digits-weak',
        scoring: { views: 6, distance: 'l2', confidence: 0.9 },
        optimizer: { key: 'adamw', learningRate: 0.002 },
        encoder: { key: 'mlp', widths: [64, 32] },
        epochs: 7,
        batch: 32,
        seed: 11,
      },
      8,
    );
    expect(text).toMatch(
      /^We computed per-datapoint memorization scores \(Wang et al\., 2024\) of 2,000 datapoints of MNIST_5 %\. /,
    );
    expect(text).toContain('8 encoders (Multilayer perceptron, widths 64-32) were trained with VICReg (');
    expect(text).toContain(
      '(Bardes et al., 2022) for 7 epochs with batches of 32, by AdamW (Loshchilov & Hutter, 2019) (learning rate 0.002,',
    );
    expect(text).toContain('from seed 11.');
    expect(text).toContain(
      'the policy digits-weak: resized-crop (min area 0.82, max area 1), rotation (degrees 4.5), blur',
    );
    expect(text).toContain(
      'cut at random into halves 4 times, and one encoder was trained on each half (Feldman & Zhang, 2020).',
    );
    expect(text).toContain('mean L2 distance between the unit-norm representations of all pairs of 6 views');
    expect(text).toContain('90 % Welch intervals over encoders.');
    expect(text).toMatch(/Scores were computed by Engram 0\.1\.0\+abc with the engine onnxruntime\.$/);
  });

  it.each([
    [
      { estimator: { key: 'subset', includedFraction: 0.7, encoders: 9 } },
      /its own random 70 % of the datapoints \(Feldman & Zhang, 2020\)\./,
    ],
    [
      { estimator: { key: 'fg-split', encoders: 6 } },
      /In 3 repetitions, encoder f was trained on shared \(80 %\).*paired t intervals over repetitions/,
    ],
    [
      { estimator: { key: 'leave-one-out', repetitions: 2 } },
      /In 2 repetitions, one encoder was trained on all datapoints .*paired t/,
    ],
    [
      { scoring: { distance: 'cosine', unitNorm: false } },
      /mean cosine distance between the representations of/,
    ],
    [{ scoring: { layer: 'layer1' } }, /outputs of the layer layer1 .*earlier work \(Wang et al\., 2024\)\./],
    [
      { policy: { operations: [{ key: 'rotation', degrees: 3 }] }, scoring: { policy: 'digits-strong' } },
      /drawn from rotation \(degrees 3\), and those for scoring from the policy digits-strong: /,
    ],
  ])('follows the configuration %j', (change, words) => {
    expect(wordsOf(change, 6)).toMatch(words);
  });

  it.each([
    [
      'alignment',
      /mean alignment loss under the encoders trained without it minus that under the encoders trained with it( \(Wang et al\., 2024\))?\. The alignment loss is/,
    ],
    [
      'deja-vu',
      /mean déjà vu under the encoders trained with it minus that under the encoders trained without it \(Meehan et al\., 2023\)\. Déjà Vu of a datapoint: 1 if/,
    ],
    ['mean-alignment', /a proxy of its memorization, is the mean alignment loss under all encoders/],
  ])('has the sign and the paper of the measure %s', (measure, words) => {
    const config = configOf({ scoring: { measure } });
    expect(methodsText(partsOf(config))).toMatch(words);
    const cited = [...methodsLatex(partsOf(config)).matchAll(/\\citep\{([^}]+)\}/g)].map(([, key]) => key);
    expect(new Set(cited)).toEqual(new Set(owedReferences(config).map(referenceKey)));
  });

  it('claims no intervals where there are none', () => {
    const text = methodsText(partsOf(configOf({ estimator: { key: 'fg-split', encoders: 2 } }), 2, null));
    expect(text).toContain('Single scores have no intervals');
    expect(text).not.toMatch(/paired t|95 %/);
  });

  it('says of imported encoders only what is known', () => {
    const text = methodsText(
      partsOf(
        {
          estimator: { key: 'imported' },
          scoring: { views: 3, distance: 'l1', unitNorm: false, confidence: 0.95 },
        },
        12,
      ),
    );
    expect(text).toContain('The 12 encoders were trained outside Engram.');
    expect(text).toContain('95 % intervals over encoders.');
    expect(text).not.toMatch(/undefined|NaN|SimCLR|epochs|Welch/);
  });

  it('is LaTeX whose names are text and whose citations are keys of the bibliography', () => {
    const config = configOf();
    const latex = methodsLatex(partsOf(config));
    expect(latex).toContain(latexText('MNIST_5 %'));
    expect(latex).toContain('~\\citep{wang2024memorization}');
    const cited = [...latex.matchAll(/\\citep\{([^}]+)\}/g)].map(([, key]) => key);
    expect(new Set(cited)).toEqual(new Set(owedReferences(config).map(referenceKey)));
  });
});

describe('the papers owed', () => {
  it('are those of score, design, method, encoder, optimizer and layer, each once', () => {
    const owed = owedReferences(
      configOf({
        method: { key: 'simclr' },
        encoder: { key: 'resnet18' },
        estimator: { key: 'fg-split' },
        optimizer: { key: 'lars' },
        scoring: { layer: 'layer1' },
      }),
    );
    expect(owed).toEqual([
      references.memorizationScore,
      references.simclr,
      references.resnet,
      references.lars,
      references.cosineSchedule,
      references.localizingMemorization,
    ]);
    expect(owedReferences({ estimator: { key: 'imported' } })).toEqual([references.memorizationScore]);
  });

  it('have keys that differ', () => {
    const keys = Object.values(references).map(referenceKey);
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^[a-z]+\d{4}[a-z]+$/);
    expect(citationOf(references.simclr)).toContain('Chen');
  });
});
