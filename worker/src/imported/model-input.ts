/** The input that a model takes, from its file and from what is stated. */
import { DomainError, type DataKind, type ImageShape, type InputLayout, type ModelInput } from '@engram/core';
import type { InferenceSession } from '../engine/onnxruntime/library.ts';
import type { Preprocessing } from './preprocessing.ts';

/** Of what the datapoints are. */
export interface DatapointShape extends ImageShape {
  kind: DataKind;
}

/**
 * @param name of the model in messages
 * @throws DomainError INVALID_SCORE_INPUT where the datapoints do not fit the model, with what to state or export
 */
export function modelInput(
  session: InferenceSession,
  stated: Preprocessing,
  datapoint: DatapointShape,
  name: string,
): ModelInput {
  const fail = (reason: string): never => {
    throw new DomainError('INVALID_SCORE_INPUT', `${name}: ${reason}`);
  };
  const [metadata, ...others] = session.inputMetadata;
  if (!metadata?.isTensor || others.length > 0)
    return fail(
      `it has ${session.inputNames.length} inputs (${session.inputNames.join(', ')}); a model with one tensor is needed: the datapoints.`,
    );
  const { type, shape } = metadata;
  if (type !== 'float32' && type !== 'float16')
    return fail(`its input '${metadata.name}' is ${type}; float32 and float16 are fed.`);
  const sizes = shape.map((length) => (typeof length === 'number' && length > 0 ? length : null));
  const text = `[${sizes.map((length) => length ?? '?').join(', ')}]`;
  if (!stated.layout && hasNoChannels(sizes, datapoint))
    return fail(`its input ${text} neither begins nor ends with ${datapoint.channels === 1 ? '1 or 3' : datapoint.channels} channels, as datapoints of ${shapeText(datapoint)} have. Import the dataset that it was trained on.`); // prettier-ignore
  const layout = stated.layout ?? inferredLayout(sizes, datapoint) ?? fail(`it is unclear whether its input ${text} begins or ends with the channels. State --layout nchw or nhwc.`); // prettier-ignore
  const fits =
    layout === 'flat'
      ? sizes.length === 2
      : sizes.length === 4 || (sizes.length === 3 && datapoint.height === 1);
  if (!fits)
    return fail(`its input ${text} does not fit the layout ${layout} of datapoints ${shapeText(datapoint)}.`);
  const { mean = [0], std = [1] } = stated;
  const own =
    layout === 'flat' ? flat(sizes, stated, datapoint, fail) : placed(layout, sizes, stated, datapoint, fail);
  for (const [what, values] of [
    ['mean', mean],
    ['std', std],
  ] as const)
    // prettier-ignore
    if (values.length !== 1 && values.length !== own.channels)
      fail(`${what} has ${values.length} values, and the input has ${own.channels} channels. Give one value, or one a channel.`);
  return { ...own, layout, mean, std, type, batch: sizes[0] ?? null };
}

const shapeText = ({ height, width, channels }: ImageShape): string => `${height} × ${width} × ${channels}`;

function inferredLayout(sizes: readonly (number | null)[], { channels }: ImageShape): InputLayout | null {
  if (sizes.length === 2) return 'flat';
  const [first, last] = [isChannels(sizes[1], channels), isChannels(sizes.at(-1), channels)];
  return first === last ? null : first ? 'nchw' : 'nhwc';
}

/** Whether a model takes so many channels, where the datapoints have `channels`: a single one can be repeated. */
const isChannels = (length: number | null | undefined, channels: number): boolean =>
  length === channels || (channels === 1 && length === 3);

/** Whether neither side of the places can be the channels; a free length can. */
const hasNoChannels = (sizes: readonly (number | null)[], { channels }: ImageShape): boolean =>
  sizes.length > 2 &&
  [sizes[1], sizes.at(-1)].every((length) => length !== null && !isChannels(length, channels));

type Places = Pick<ModelInput, 'height' | 'width' | 'channels'>;
type Fail = (reason: string) => never;

function flat(
  sizes: readonly (number | null)[],
  { size }: Preprocessing,
  datapoint: DatapointShape,
  fail: Fail,
): Places {
  const { height, width, channels } = datapoint;
  const own = size ? { height: size[0], width: size[1], channels } : { height, width, channels };
  const values = own.height * own.width * channels;
  if (sizes[1] !== null && sizes[1] !== values)
    fail(
      `its input has ${sizes[1]} values, and a datapoint has ${shapeText(own)} = ${values}. Import the dataset that it was trained on, or state --size.`,
    );
  return own;
}

function placed(
  layout: InputLayout,
  sizes: readonly (number | null)[],
  { size }: Preprocessing,
  datapoint: DatapointShape,
  fail: Fail,
): Places {
  const rest = sizes.slice(1);
  const takenChannels = layout === 'nchw' ? rest.shift() : rest.pop();
  const [takenHeight, takenWidth] = rest.length === 1 ? [1, rest[0]] : rest;
  const [height, width] = size ?? [datapoint.height, datapoint.width];
  if ((takenHeight ?? height) !== height || (takenWidth ?? width) !== width) {
    const taken = `${takenHeight ?? height} × ${takenWidth ?? width}`;
    fail(
      size
        ? `it takes ${taken}, and --size says ${height} × ${width}.`
        : `it takes ${taken}, and the datapoints are ${shapeText(datapoint)}. ` +
            (datapoint.kind === 'image'
              ? `State --size ${(takenHeight ?? height) === (takenWidth ?? width) ? takenHeight : taken.replaceAll(' ', '').replace('×', 'x')} to have them resized.`
              : 'Import the dataset that it was trained on.'),
    );
  }
  if (size && datapoint.kind !== 'image')
    fail(`--size resizes images, and the dataset holds data of the kind ${datapoint.kind}.`);
  const channels = takenChannels ?? datapoint.channels;
  if (channels !== datapoint.channels && datapoint.channels !== 1)
    fail(`it takes ${channels} channels, and the datapoints have ${datapoint.channels}.`);
  return { height, width, channels };
}
