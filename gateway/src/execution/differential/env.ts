/**
 * How the differential test runs. `DIFFERENTIAL_SEED` makes it a run of other operations, `DIFFERENTIAL_OPERATIONS` (per
 * supergraph and kind of faults) a longer one: by night, say, with 1000.
 */
export function readDifferentialEnv(): { readonly seed: number; readonly operations: number } {
  const { DIFFERENTIAL_SEED, DIFFERENTIAL_OPERATIONS } = process.env;
  return {
    seed: Number(DIFFERENTIAL_SEED || 1),
    operations: Number(DIFFERENTIAL_OPERATIONS || 15),
  };
}
