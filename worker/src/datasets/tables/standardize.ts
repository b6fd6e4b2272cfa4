/**
 * Brings each feature to mean 0 and standard deviation 1 over all datapoints, in place; one that is the same everywhere becomes 0.
 * Two passes in double precision.
 *
 * @param values [rows, features]
 */
export function standardize(values: Float32Array, features: number): void {
  const rows = values.length / features;
  const means = new Float64Array(features);
  const squares = new Float64Array(features);
  for (let i = 0; i < values.length; i++) means[i % features]! += values[i]! / rows;
  for (let i = 0; i < values.length; i++)
    squares[i % features]! += (values[i]! - means[i % features]!) ** 2 / rows;
  for (let i = 0; i < values.length; i++) {
    const feature = i % features;
    const deviation = Math.sqrt(squares[feature]!);
    // Rounding alone can leave a constant feature a deviation above 0.
    const isConstant = deviation <= 1e-7 * Math.abs(means[feature]!) || deviation === 0;
    values[i] = isConstant ? 0 : (values[i]! - means[feature]!) / deviation;
  }
}
