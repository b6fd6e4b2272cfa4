import { invariant } from '../errors.ts';

/** From here on the normal with its first correction is right to 1e-10, while the incomplete beta loses digits. */
const NEARLY_NORMAL = 1e5;
/** Stands for infinitely many degrees of freedom where a number must be computed with. */
const MOST_DEGREES = 1e12;

/** ln Γ(a + ½) − ln Γ(a): the asymptotic series (DLMF 5.11.13) from a ≥ 20 on, reached by Γ(a + 1) = aΓ(a). */
function logGammaStep(a: number): number {
  let factor = 1;
  while (a < 20) factor *= a++ / (a - 0.5);
  const square = a * a;
  const series = -1 / 8 + (1 / 192 - (1 / 640 - 17 / (14336 * square)) / square) / square;
  return Math.log(factor) + 0.5 * Math.log(a) + series / a;
}

/** Continued fraction of the incomplete beta function by Lentz's method (Numerical Recipes §6.4; DLMF 8.17.22). */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const atLeast = (value: number): number => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / atLeast(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m <= 1e6; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / atLeast(1 + even * d);
    c = atLeast(1 + even / c);
    result *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / atLeast(1 + odd * d);
    c = atLeast(1 + odd / c);
    result *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return result;
}

/** P(|Z| > |z|) for a standard normal: 1 − erf by its series below 3, erfc by its continued fraction (DLMF 7.6.2, 7.9.1). */
function normalTwoSidedP(z: number): number {
  const x = Math.abs(z);
  const scaled = Math.sqrt(2 / Math.PI) * Math.exp((-x * x) / 2);
  if (x < 3) {
    let term = x;
    let sum = x;
    for (let n = 3; term > 1e-17 * sum; n += 2) sum += term *= (x * x) / n;
    return 1 - scaled * sum;
  }
  let fraction = x;
  for (let n = 60; n >= 1; n--) fraction = x + n / fraction;
  return scaled / fraction;
}

/**
 * P(|T| > |t|) = I_x(ν/2, ½) with x = ν/(ν + t²), for Student's t with ν > 0 degrees of freedom (infinitely many are allowed);
 * right to 1e-10. For large ν the normal and its first correction, (t³ + t)/(4ν).
 */
export function twoSidedP(t: number, degreesOfFreedom: number): number {
  invariant(degreesOfFreedom > 0, `Student's t needs positive degrees of freedom, not ${degreesOfFreedom}`);
  if (Number.isNaN(t)) return NaN;
  if (t === 0) return 1;
  const square = t * t;
  if (!Number.isFinite(square)) return 0;
  const nu = degreesOfFreedom;
  if (nu > NEARLY_NORMAL) {
    const x = Math.abs(t);
    const density = Math.exp(-square / 2) / Math.sqrt(2 * Math.PI);
    return normalTwoSidedP(x) + (density * (square + 1) * x) / (2 * nu);
  }
  const a = nu / 2;
  const rest = square / (nu + square);
  const front = Math.exp(
    logGammaStep(a) - 0.5 * Math.log(Math.PI) - a * Math.log1p(square / nu) + 0.5 * Math.log(rest),
  );
  return 1 - rest < (a + 1) / (a + 2.5)
    ? (front * betaFraction(a, 0.5, nu / (nu + square))) / a
    : 1 - 2 * front * betaFraction(0.5, a, rest);
}

/** P(T ≥ t), with all its digits far out on the right, where 1 − P(T ≤ t) has none. */
export function oneSidedP(t: number, degreesOfFreedom: number): number {
  const tail = twoSidedP(t, degreesOfFreedom) / 2;
  return t > 0 ? tail : 1 - tail;
}

/** Density of T at t. */
function studentDensity(t: number, degreesOfFreedom: number): number {
  const nu = Math.min(degreesOfFreedom, MOST_DEGREES);
  return Math.exp(
    logGammaStep(nu / 2) - 0.5 * Math.log(Math.PI * nu) - ((nu + 1) / 2) * Math.log1p((t * t) / nu),
  );
}

/**
 * The t > 0 for which P(|T| ≤ t) = confidence. Newton's method from the left, where the tail is convex, so that it can
 * never pass the root.
 */
export function criticalT(confidence: number, degreesOfFreedom: number): number {
  invariant(confidence > 0 && confidence < 1, `a confidence lies between 0 and 1, not ${confidence}`);
  const tail = 1 - confidence;
  let t = 0;
  for (let i = 0; i < 500; i++) {
    const step = (twoSidedP(t, degreesOfFreedom) - tail) / (2 * studentDensity(t, degreesOfFreedom));
    t += step;
    if (step <= 1e-14 * t) break;
  }
  return t;
}
