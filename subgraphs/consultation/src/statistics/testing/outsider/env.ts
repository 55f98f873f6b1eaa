/**
 * How the outsider's attack on generated figures runs. `FIGURES_SEED` makes it other cases, `FIGURES_DATASETS` more of them, and
 * `FIGURES_PAIRS` attacks more pairs of dimensions of each, at most all 45 of them: at night, say, with 100 and 45.
 */
export function readFiguresEnv(): { readonly seed: number; readonly datasets: number; readonly pairs: number } {
  const { FIGURES_SEED, FIGURES_DATASETS, FIGURES_PAIRS } = process.env;
  return {
    seed: Number(FIGURES_SEED || 1),
    datasets: Number(FIGURES_DATASETS || 1),
    pairs: Number(FIGURES_PAIRS || 6),
  };
}
