import type { Rng } from '../rng.ts';
import { valueScale, type DatapointValues } from './datapoint-values.ts';
import { imageSize, type ImageShape } from './image-shape.ts';
import { createOperator } from './operation-registry.ts';
import type { Operator } from './operation.ts';
import { border, Place } from './place.ts';
import { operationsOf, type PolicyConfig } from './policies.ts';
import { warp } from './warp.ts';

/** Changes of geometry, done in one warp, and the changes of values that follow them. */
interface Stage {
  readonly places: Operator[];
  readonly changes: Operator[];
}

/** A change of geometry after a change of values begins a new stage; there is at least one. */
function stagesOf(operators: readonly Operator[]): Stage[] {
  const stages: Stage[] = [{ places: [], changes: [] }];
  for (const operator of operators) {
    const last = stages.at(-1)!;
    if (!operator.place) last.changes.push(operator);
    else if (last.changes.length === 0) last.places.push(operator);
    else stages.push({ places: [operator], changes: [] });
  }
  return stages;
}

/**
 * Draws and renders views of datapoints of one shape. Plain loops over typed arrays with scratch memory of its own, so that
 * whole batches are made without allocation and alike for every engine.
 */
export class ViewRenderer {
  private readonly stages: Stage[];
  private readonly place: Place;
  private readonly padded: Float32Array;
  private loaded: { pixels: DatapointValues; datapoint: number; channel: number } | null = null;

  constructor(
    private readonly operators: readonly Operator[],
    private readonly shape: ImageShape,
  ) {
    this.stages = stagesOf(operators);
    this.place = new Place(shape.height, shape.width);
    this.padded = new Float32Array((shape.height + border) * (shape.width + border));
  }

  static of(policy: PolicyConfig, shape: ImageShape): ViewRenderer {
    return new ViewRenderer(
      operationsOf(policy).map((operation) => createOperator(operation, shape)),
      shape,
    );
  }

  /** Draws the next view's parameters, operation by operation. */
  draw(rng: Rng): this {
    for (const operator of this.operators) operator.draw(rng);
    return this;
  }

  /**
   * Renders the view that was drawn last.
   * @param pixels [N, H, W, C]
   * @param out receives the view from `at` on: [H, W, C], of an image in 0–1
   */
  render(pixels: DatapointValues, datapoint: number, out: Float32Array, at: number): void {
    const { channels } = this.shape;
    this.stages.forEach(({ places, changes }, stage) => {
      // Only the first stage can be without a change of geometry.
      if (places.length === 0) this.copy(pixels, datapoint, out, at);
      else {
        this.place.reset();
        for (const operator of places) operator.place!(this.place);
        for (let channel = 0; channel < channels; channel++) {
          if (stage === 0) this.load(pixels, datapoint, channel);
          else this.reload(out, at + channel);
          warp(this.padded, this.place, out, at + channel, channels);
        }
      }
      for (const operator of changes) operator.change!(out, at);
    });
  }

  /** The datapoint as it is. */
  private copy(pixels: DatapointValues, datapoint: number, out: Float32Array, at: number): void {
    const size = imageSize(this.shape);
    const scale = valueScale(pixels);
    const from = datapoint * size;
    for (let i = 0; i < size; i++) out[at + i] = pixels[from + i]! / scale;
  }

  /** Copies one channel into the middle of the zeros; views of one datapoint in a row need it once. */
  private load(pixels: DatapointValues, datapoint: number, channel: number): void {
    const held = this.loaded;
    if (held?.pixels === pixels && held.datapoint === datapoint && held.channel === channel) return;
    this.loaded = { pixels, datapoint, channel };
    const { height, width, channels } = this.shape;
    const scale = valueScale(pixels);
    let from = datapoint * height * width * channels + channel;
    for (let j = 1; j <= height; j++) {
      const row = j * (width + border) + 1;
      for (let i = 0; i < width; i++) {
        this.padded[row + i] = pixels[from]! / scale;
        from += channels;
      }
    }
  }

  /** The same with a channel of a view in the making. */
  private reload(values: Float32Array, at: number): void {
    this.loaded = null;
    const { height, width, channels } = this.shape;
    let from = at;
    for (let j = 1; j <= height; j++) {
      const row = j * (width + border) + 1;
      for (let i = 0; i < width; i++) {
        this.padded[row + i] = values[from]!;
        from += channels;
      }
    }
  }
}
