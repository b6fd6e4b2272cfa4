import { describe, expect, it } from 'vitest';
import { encoderSides } from '../../../../web/src/features/datapoint/encoders/encoder-sides.ts';

const value = (encoder: number, isTrainedOnIt: boolean, one: number) => ({
  encoder,
  isTrainedOnIt,
  value: one,
});

describe('the encoders of a datapoint', () => {
  it('stand on one axis, those without it first, each side with its mean', () => {
    const shown = encoderSides([value(0, true, 0.1), value(1, false, 0.4), value(2, true, 0.2)])!;
    expect(shown.sides.map(({ title }) => title)).toEqual(['1 trained without it', '2 trained with it']);
    expect(shown.sides.map(({ mean }) => mean.toFixed(4))).toEqual(['0.4000', '0.1500']);
    const dots = shown.sides.map(({ marks }) =>
      marks.flatMap((mark) => (mark.shape === 'circle' ? [mark.x] : [])),
    );
    // The smallest at the left, the largest at the right, within the margin.
    expect(dots[0]![0]).toBeGreaterThan(95);
    expect(dots[1]![0]).toBeLessThan(5);
    expect(dots[1]![1]).toBeCloseTo((dots[0]![0]! + 2 * dots[1]![0]!) / 3, 1);
  });

  it('are not shown where one kind is missing, nor drawn outside where all are equal', () => {
    expect(encoderSides([value(0, true, 0.1)])).toBeNull();
    expect(encoderSides([])).toBeNull();
    const { sides } = encoderSides([value(0, true, 0), value(1, false, 0)])!;
    for (const { marks } of sides)
      for (const mark of marks) if (mark.shape === 'circle') expect(mark.x).toBeCloseTo(50);
  });
});
