/** NT-Xent as algorithm 1 of arXiv 2002.05709 writes it: loops over pairs, in float64. Views 2k − 1 and 2k are partners. */
export function ntXent(z1: readonly number[][], z2: readonly number[][], temperature: number): number {
  const views = z1.flatMap((row, k) => [row, z2[k]!]);
  const dot = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((sum, value, d) => sum + value * b[d]!, 0);
  const similarity = (i: number, j: number): number =>
    dot(views[i]!, views[j]!) / Math.sqrt(dot(views[i]!, views[i]!) * dot(views[j]!, views[j]!));
  const pairLoss = (i: number, j: number): number => {
    let others = 0;
    for (let k = 0; k < views.length; k++) if (k !== i) others += Math.exp(similarity(i, k) / temperature);
    return -Math.log(Math.exp(similarity(i, j) / temperature) / others);
  };
  let sum = 0;
  for (let k = 0; k < z1.length; k++) sum += pairLoss(2 * k, 2 * k + 1) + pairLoss(2 * k + 1, 2 * k);
  return sum / (2 * z1.length);
}
