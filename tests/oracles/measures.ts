/** The measures, read aloud from their definitions with loops. Slow on purpose. */

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** (μ_max − μ_−max)/(μ_max + μ_−max) of each unit. @param activations [N][M][U] */
export function naiveSelectivities(
  activations: readonly (readonly (readonly number[])[])[],
): { maximizer: number; selectivity: number }[] {
  const units = activations[0]![0]!.length;
  return Array.from({ length: units }, (_, unit) => {
    const means = activations.map((views) => sum(views.map((view) => view[unit]!)) / views.length);
    let maximizer = 0;
    means.forEach((mean, n) => {
      if (mean > means[maximizer]!) maximizer = n;
    });
    const others = means.filter((_, n) => n !== maximizer);
    const rest = sum(others) / others.length;
    const most = means[maximizer]!;
    return { maximizer, selectivity: most + rest === 0 ? 0 : (most - rest) / (most + rest) };
  });
}

/** The largest selectivity of each datapoint over the units. @param means [N][U] */
export function naiveActivationValues(means: readonly (readonly number[])[]): number[] {
  return means.map((mine, x) =>
    Math.max(
      ...mine.map((mean, unit) => {
        const others = means.filter((_, n) => n !== x).map((row) => row[unit]!);
        const rest = sum(others) / others.length;
        return mean + rest === 0 ? 0 : (mean - rest) / (mean + rest);
      }),
    ),
  );
}

/** Cosine of each gradient with the mean of the others. @param gradients [N][P] */
export function naiveCoherences(gradients: readonly (readonly number[])[]): number[] {
  return gradients.map((g, x) => {
    const others = gradients.filter((_, n) => n !== x);
    const mean = g.map((_, i) => sum(others.map((other) => other[i]!)) / others.length);
    const dot = sum(g.map((value, i) => value * mean[i]!));
    return dot / Math.sqrt(sum(g.map((v) => v * v))) / Math.sqrt(sum(mean.map((v) => v * v)));
  });
}

/** The class that most of the k nearest known rows have; ties to the smaller class. */
export function naiveInferredClass(
  known: readonly (readonly number[])[],
  labels: readonly number[],
  asked: readonly number[],
  k: number,
): number {
  const byDistance = known
    .map((row, n) => ({ n, distance: Math.hypot(...row.map((value, i) => value - asked[i]!)) }))
    .sort((a, b) => a.distance - b.distance || a.n - b.n)
    .slice(0, k);
  const votes = new Map<number, number>();
  for (const { n } of byDistance) votes.set(labels[n]!, (votes.get(labels[n]!) ?? 0) + 1);
  const most = Math.max(...votes.values());
  return Math.min(...[...votes].filter(([, count]) => count === most).map(([label]) => label));
}

/** Mean over the encoders with x minus the mean over those without, or the reverse. @param values [t][N] */
export function naiveDifference(
  values: readonly (readonly number[])[],
  masks: readonly (readonly number[])[],
  memorizedWhen: 'small' | 'large',
): number[] {
  return values[0]!.map((_, x) => {
    const side = (bit: number): number => {
      const rows = values.filter((_, e) => masks[e]![x] === bit);
      return sum(rows.map((row) => row[x]!)) / rows.length;
    };
    return memorizedWhen === 'large' ? side(1) - side(0) : side(0) - side(1);
  });
}

/** Fraction of the pairs of a planted and another datapoint in which the planted one scores higher; a tie is half a pair. */
export function naiveAuc(scores: readonly number[], planted: readonly boolean[]): number {
  let won = 0;
  let pairs = 0;
  scores.forEach((a, i) =>
    scores.forEach((b, j) => {
      if (!planted[i] || planted[j]) return;
      pairs++;
      won += a > b ? 1 : a === b ? 0.5 : 0;
    }),
  );
  return won / pairs;
}
