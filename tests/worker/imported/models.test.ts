import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImageShape, ModelInput } from '@engram/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encode } from '../../../worker/src/encoders/encode.ts';
import { examineModel } from '../../../worker/src/imported/examine-model.ts';
import { importedEncoder } from '../../../worker/src/imported/imported-encoder.ts';
import { modelInput } from '../../../worker/src/imported/model-input.ts';
import { openModel } from '../../../worker/src/imported/open-model.ts';
import { withExternalData } from '../../../worker/src/imported/onnx-file/external-data.ts';
import { fieldsOf, lengthDelimited } from '../../../worker/src/imported/onnx-file/protobuf.ts';
import { sha256 } from '@engram/store';
import { linearModel, oneNode } from './onnx-models.ts';

const shape: ImageShape = { height: 2, width: 2, channels: 1 };
const images = Float32Array.from({ length: 16 }, (_, i) => ((i * 7) % 16) / 16);
const matrix = Float32Array.from({ length: 12 }, (_, i) => Math.sin(i + 1));

async function examine(model: Uint8Array, stated = {}, of: ImageShape = shape) {
  const session = await openModel(model, 'f.onnx', 1);
  try {
    const input = modelInput(session, stated, { ...of, kind: 'image' }, 'f.onnx');
    return { input, layers: await examineModel({ session, input, shape: of, name: 'f.onnx' }, images) };
  } finally {
    await session.release();
  }
}

/** The features that a loop computes. */
const product = (rows: Float32Array, relu: boolean): number[] =>
  Array.from({ length: rows.length / 4 }, (_, b) =>
    [0, 1, 2].map((d) => {
      const sum = [0, 1, 2, 3].reduce((total, w) => total + rows[b * 4 + w]! * matrix[w * 3 + d]!, 0);
      return relu ? Math.max(0, sum) : sum;
    }),
  ).flat();

describe('a model', () => {
  it('has its outputs as layers, the last of them the representation', async () => {
    expect(await examine(linearModel(matrix, 4))).toEqual({
      input: {
        height: 2,
        width: 2,
        channels: 1,
        layout: 'flat',
        mean: [0],
        std: [1],
        type: 'float32',
        batch: null,
      },
      layers: [
        { name: 'hidden', dims: 3, pooling: 'none' },
        { name: 'features', dims: 3, pooling: 'none' },
      ],
    });
  });

  it.each([{ batch: undefined }, { batch: 1 }, { batch: 3 }])(
    'is run as an encoder, in passes that it takes: $batch',
    async ({ batch }) => {
      const model = linearModel(matrix, 4, { batch });
      const { input, layers } = await examine(model, { mean: [0.5], std: [0.25] });
      expect(input.batch).toBe(batch ?? null);
      const config = { key: 'onnx' as const, models: [sha256(model)], input, layers };
      const encoder = await importedEncoder(model, { config, shape, name: 'f.onnx', threads: 1 });
      const prepared = images.map((value) => (value - 0.5) / 0.25);
      const close = (found: Float32Array, wanted: number[]) => {
        expect(found).toHaveLength(wanted.length);
        wanted.forEach((value, i) => expect(found[i]).toBeCloseTo(value, 5));
      };
      close(await encode(encoder, images, 4), product(prepared, true));
      close(await encode(encoder, images, 4, 'hidden'), product(prepared, false));
      await expect(encode(encoder, images, 4, 'nothing')).rejects.toThrow("no layer 'nothing'");
      encoder.dispose();
    },
  );

  it('averages spatial outputs', async () => {
    const model = oneNode('Relu', { input: [-1, 1, 2, 2], output: [-1, 1, 2, 2] });
    const { input, layers } = await examine(model);
    expect(layers).toEqual([{ name: 'features', dims: 1, pooling: 'global-average' }]);
    const encoder = await importedEncoder(model, {
      config: { key: 'onnx', models: [], input, layers },
      shape,
      name: 'f',
      threads: 1,
    });
    const features = await encode(encoder, images, 4);
    for (let b = 0; b < 4; b++)
      expect(features[b]).toBeCloseTo(
        images.subarray(b * 4, b * 4 + 4).reduce((sum, value) => sum + value, 0) / 4,
        6,
      );
    encoder.dispose();
  });
});

describe('a model is refused', () => {
  it('when its output depends on the batch', async () => {
    const model = oneNode('Softmax', { input: [-1, 4], output: [-1, 4], attributes: { axis: 0 } });
    await expect(examine(model)).rejects.toThrow(
      /f\.onnx, output 'features': it depends on the batch.*model\.eval\(\)/,
    );
  });

  it('when its output is not finite', async () => {
    const model = oneNode('Log', { input: [-1, 4], output: [-1, 4] });
    await expect(examine(model, { mean: [2] })).rejects.toThrow(
      /output 'features': value 0 of a datapoint is NaN/,
    );
  });

  it('when it takes another size or other channels', async () => {
    await expect(examine(oneNode('Relu', { input: [-1, 1, 8, 8], output: [-1, 1, 8, 8] }))).rejects.toThrow(
      'it takes 8 × 8, and the datapoints are 2 × 2 × 1. State --size 8',
    );
    await expect(examine(oneNode('Relu', { input: [-1, 9], output: [-1, 9] }))).rejects.toThrow(
      'its input has 9 values, and a datapoint has 2 × 2 × 1 = 4',
    );
    await expect(examine(oneNode('Relu', { input: [-1, 5, 2, 7], output: [-1, 5, 2, 7] }))).rejects.toThrow(
      'its input [?, 5, 2, 7] neither begins nor ends with 1 or 3 channels, as datapoints of 2 × 2 × 1 have.',
    );
    await expect(examine(oneNode('Relu', { input: [-1, 3, 2, 1], output: [-1, 3, 2, 1] }))).rejects.toThrow(
      'State --layout',
    );
  });

  it('when its IR version is unknown, or it is no model', async () => {
    const model = linearModel(matrix, 4);
    expect([...model.subarray(0, 2)]).toEqual([8, 8]);
    const newer = Uint8Array.from(model);
    newer[1] = 99;
    await expect(openModel(newer, 'f.onnx', 1)).rejects.toThrow(
      /f\.onnx: its IR version is 99, and this onnxruntime reads versions up to \d+/,
    );
    await expect(withExternalData(Uint8Array.of(7, 7, 7), '/x/f.onnx')).rejects.toThrow(
      'f.onnx is no ONNX model',
    );
  });
});

describe('weights beside a model', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'engram-onnx-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const text = (value: string): Uint8Array => new TextEncoder().encode(value);
  /** The model with its weights taken out, as onnx.save_model(save_as_external_data=True) writes it. */
  function externalized(model: Uint8Array, location: string, offset: number, length: number): Uint8Array {
    const entry = (key: string, value: string) =>
      lengthDelimited(13, [...lengthDelimited(1, [text(key)]), ...lengthDelimited(2, [text(value)])]);
    const parts = [...fieldsOf(model)].flatMap((field) => {
      if (field.number !== 7) return [field.raw];
      const graph = [...fieldsOf(field.bytes!)].flatMap((inner) =>
        inner.number === 5
          ? lengthDelimited(5, [
              ...[...fieldsOf(inner.bytes!)].filter(({ number }) => number !== 9).map(({ raw }) => raw),
              ...entry('location', location),
              ...entry('offset', String(offset)),
              ...entry('length', String(length)),
              Uint8Array.of(14 * 8, 1),
            ])
          : [inner.raw],
      );
      return lengthDelimited(7, graph);
    });
    return Uint8Array.from(Buffer.concat(parts));
  }

  it('are put into it, so that it computes the same', async () => {
    const model = linearModel(matrix, 4);
    const bytes = new Uint8Array(matrix.buffer);
    await writeFile(join(folder, 'f.data'), Buffer.concat([Buffer.alloc(64), bytes]));
    const path = join(folder, 'f.onnx');
    const whole = await withExternalData(externalized(model, 'f.data', 64, bytes.length), path);
    const { input, layers } = await examine(whole);
    const encoder = await importedEncoder(whole, {
      config: { key: 'onnx', models: [], input, layers },
      shape,
      name: 'f',
      threads: 1,
    });
    const features = await encode(encoder, images, 4);
    product(images, true).forEach((value, i) => expect(features[i]).toBeCloseTo(value, 5));
    encoder.dispose();
    expect(await withExternalData(model, path)).toEqual(model);
  });

  it('must be there, whole, and in its folder', async () => {
    const model = linearModel(matrix, 4);
    const path = join(folder, 'f.onnx');
    await writeFile(join(folder, 'short.data'), new Uint8Array(8));
    await expect(withExternalData(externalized(model, 'gone.data', 0, 48), path)).rejects.toThrow(
      "the weights 'matrix' lie in the file 'gone.data' beside it, which is missing",
    );
    await expect(withExternalData(externalized(model, 'short.data', 0, 48), path)).rejects.toThrow(
      'has 8 bytes',
    );
    await expect(withExternalData(externalized(model, '../f.data', 0, 48), path)).rejects.toThrow(
      'outside its folder',
    );
  });
});

it('an input of float16 is fed and read', async () => {
  const input: ModelInput = {
    height: 2,
    width: 2,
    channels: 1,
    layout: 'flat',
    mean: [0],
    std: [1],
    type: 'float16',
    batch: null,
  };
  const model = oneNode('Relu', { input: [-1, 4], output: [-1, 4], type: 'float16' });
  const found = await examine(model);
  expect(found.input).toEqual(input);
  const encoder = await importedEncoder(model, {
    config: { key: 'onnx', models: [], ...found },
    shape,
    name: 'f',
    threads: 1,
  });
  expect(await encode(encoder, images, 4)).toEqual(images);
  encoder.dispose();
});
