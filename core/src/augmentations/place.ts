/** Width of the zeros around an image that spares the warp its edge cases: one before, two after. */
export const border = 3;

/**
 * Where a view reads its values from: the view's point (u, v) from its own centre lies at (x + a u + b v, y + c u + d v) in the image,
 * whose pixel (0, 0) has its centre at (1, 1).
 */
export class Place {
  a = 1;
  b = 0;
  c = 0;
  d = 1;
  x: number;
  y: number;
  /** The image's centre. */
  readonly centreX: number;
  readonly centreY: number;
  private isIdentity = true;

  constructor(
    readonly height: number,
    readonly width: number,
  ) {
    this.x = this.centreX = width / 2 + 0.5;
    this.y = this.centreY = height / 2 + 0.5;
  }

  reset(): void {
    this.a = this.d = 1;
    this.b = this.c = 0;
    this.x = this.centreX;
    this.y = this.centreY;
    this.isIdentity = true;
  }

  /** What another change of geometry makes of what there is: (x, y) is where the centre of its result lies in what it is given. */
  then(a: number, b: number, c: number, d: number, x: number, y: number): void {
    if (this.isIdentity) {
      this.isIdentity = false;
      this.a = a;
      this.b = b;
      this.c = c;
      this.d = d;
      this.x = x;
      this.y = y;
      return;
    }
    const { a: a0, b: b0, c: c0, d: d0 } = this;
    const u = x - this.centreX;
    const v = y - this.centreY;
    this.x += a0 * u + b0 * v;
    this.y += c0 * u + d0 * v;
    this.a = a0 * a + b0 * c;
    this.b = a0 * b + b0 * d;
    this.c = c0 * a + d0 * c;
    this.d = c0 * b + d0 * d;
  }
}
