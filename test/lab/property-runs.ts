/**
 * How property-based tests run: the same cases every time, so that a failure is nobody's luck. To look for new ones:
 * `PROPERTY_SEED=4711 PROPERTY_RUNS=20000 npx vitest run property`. What fast-check prints of a failure is its smallest case.
 */
export const propertyRuns = {
  seed: Number(process.env.PROPERTY_SEED ?? 7431),
  numRuns: Number(process.env.PROPERTY_RUNS ?? 300),
}
