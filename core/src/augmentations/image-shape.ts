/** Shape of one datapoint: H × W × C. */
export interface ImageShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Values of one image. */
export const imageSize = ({ height, width, channels }: ImageShape): number => height * width * channels;
