import { describe, expect, it } from 'vitest';
import { levels, levelStyle } from '../../../../web/src/charts/frame/level.ts';
import { categoryTokens, styleOf, type Style } from '../../../../web/src/charts/frame/paint.ts';
import { kinds } from '../../../../web/src/charts/registry.ts';
import { agreementSpec } from '../../../../web/src/charts/specs/agreement.ts';
import { linesSpec, lineStyle } from '../../../../web/src/charts/specs/lines.ts';
import { light as palette, paperInk } from '../../../../web/src/charts/svg/palette.ts';

type Triple = [number, number, number];

const linearOf = (hex: string): Triple =>
  [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as Triple;
const times = (matrix: readonly Triple[], [r, g, b]: Triple): Triple =>
  matrix.map(([x, y, z]) => Math.min(1, Math.max(0, x * r + y * g + z * b))) as Triple;

/** Machado, Oliveira and Fernandes 2009 (IEEE TVCG 15(6), doi 10.1109/TVCG.2009.113), severity 1, of linear RGB. */
const seenBy: Record<string, readonly Triple[]> = {
  'full colour vision': [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
}; // prettier-ignore

const toXyz: readonly Triple[] = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]; // prettier-ignore
const white = [0.9505, 1, 1.089];
function labOf(linear: Triple): Triple {
  const [x, y, z] = toXyz.map((row, at) => {
    const value = row.reduce((sum, part, i) => sum + part * linear[i]!, 0) / white[at]!;
    return value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116;
  }) as Triple;
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
/** ΔE of 1976; 2.3 is just noticeable. */
const difference = (a: string, b: string, matrix: readonly Triple[]): number => {
  const [p, q] = [a, b].map((hex) => labOf(times(matrix, linearOf(hex))));
  return Math.hypot(...p!.map((part, at) => part - q![at]!));
};
const luminance = (hex: string): number => {
  const [r, g, b] = linearOf(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a: string, b: string): number => {
  const [light, dark] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
};

describe('the colours of figures', () => {
  it.each(Object.entries(seenBy))('tell typical from atypical to %s', (_, matrix) => {
    expect(difference(palette.typical, palette.atypical, matrix)).toBeGreaterThan(25);
  });

  it('are known to the test: red and green of one lightness become alike to a dichromat', () => {
    expect(difference('#b04000', '#607000', seenBy.deuteranopia!)).toBeLessThan(
      difference('#b04000', '#607000', seenBy['full colour vision']!) / 3,
    );
  });

  // Lines differ in dashes and points as well; in grey their colour must be seen against the paper.
  it.each(Object.keys(palette).filter((name) => /^(category-|typical|atypical|accent|ink)/.test(name)))(
    'stand out from the paper in grey: %s',
    (name) => {
      expect(contrast(palette[name as keyof typeof palette], palette.surface)).toBeGreaterThan(3);
    },
  );

  it.each(Object.entries(seenBy))('tell each of ten lines from its neighbours to %s', (_, matrix) => {
    for (const [at, token] of categoryTokens.entries())
      if (at > 0)
        expect(difference(palette[categoryTokens[at - 1]!], palette[token], matrix), token).toBeGreaterThan(
          15,
        );
  });
});

describe('figures without colour', () => {
  /** Lightness of 0 to 100 on paper. @param over what lies behind, where something shines through */
  const lightnessOf = (fill: Style['fill'], over = palette.surface): number => {
    const { colour, opacity = 1 } = paperInk.colour(fill!);
    const [top, below] = [linearOf(colour), linearOf(over)];
    // Opacity mixes the values of sRGB; of two that are near each other, mixing light differs little.
    return labOf(top.map((part, at) => opacity * part + (1 - opacity) * below[at]!) as Triple)[0];
  };

  it('tell any two of ten lines apart by dashes or by points', () => {
    const lines = categoryTokens.map((name, at) => ({
      name,
      points: [{ x: at, y: at, low: null, high: null }],
    }));
    const axis = { label: 'x', unit: null };
    const marks = kinds.lines.marks(linesSpec({ title: 't', x: axis, y: axis, lines }));
    const points = marks.filter(({ shape }) => shape === 'circle' || shape === 'square');
    const looks = points.map((mark, at) => {
      const isHollow = 'paint' in mark && typeof mark.paint === 'object' && mark.paint.fill === 'surface';
      return `${mark.shape} ${isHollow} ${lineStyle(at).dash}`;
    });
    expect(new Set(looks).size).toBe(10);
  });

  it('show areas against what lies behind them, and the mean against both', () => {
    const [bar, interval] = [styleOf('bar').fill!, styleOf('interval').fill!];
    const paper = lightnessOf('surface');
    expect(paper - lightnessOf(styleOf('full-bar').fill)).toBeGreaterThan(40);
    expect(paper - lightnessOf(bar)).toBeGreaterThan(10);
    expect(paper - lightnessOf(interval)).toBeGreaterThan(10);
    expect(lightnessOf(bar) - lightnessOf(interval, paperInk.colour(bar).colour)).toBeGreaterThan(10);
    expect(lightnessOf(interval) - lightnessOf(styleOf('mean').stroke)).toBeGreaterThan(30);
    // Over dark bars a shade does not show: there a figure draws the ends of the interval, dotted, on white.
    const onBar = lightnessOf(interval, paperInk.colour(styleOf('full-bar').fill!).colour);
    expect(Math.abs(lightnessOf(styleOf('full-bar').fill) - onBar)).toBeLessThan(10);
    expect(lightnessOf(styleOf('halo').stroke) - lightnessOf(styleOf('interval-end').stroke)).toBeGreaterThan(
      40,
    );
    expect(styleOf('interval-end').dash).not.toBe(styleOf('zero').dash);
    // Lines at one place: what they stand for is told by dashes.
    expect([styleOf('zero').dash, styleOf('mean').dash]).toEqual([expect.any(String), undefined]);
  });

  it('have cells that darken step by step, and numbers that are read on each', () => {
    const { strongest } = agreementSpec({
      runs: [],
      names: [],
      cells: [],
      measure: 'spearman',
      measureLabel: 'ρ',
    });
    const steps = Array.from({ length: levels + 1 }, (_, level) => levelStyle(level, strongest).fill!);
    const lightness = steps.map((fill) => lightnessOf(fill));
    expect(lightness).toEqual(lightness.toSorted((a, b) => b - a));
    for (const [at, value] of lightness.entries())
      if (at > 0) expect(lightness[at - 1]! - value, String(at)).toBeGreaterThan(2);
    const ink = palette.ink;
    for (const fill of steps) expect(contrast(ink, paperInk.colour(fill).colour)).toBeGreaterThan(4.5);
  });
});
