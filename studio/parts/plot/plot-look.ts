/** The colors of plots, which have to be values: a saved picture has no theme. */
export interface PlotLook {
  readonly paper: string;
  readonly ink: string;
  readonly grid: string;
  readonly first: string;
  readonly second: string;
}

export const LIGHT: PlotLook = {
  ...{ paper: "#ffffff", ink: "#343a40", grid: "#ced4da", first: "#0c8599", second: "#d9480f" },
};
export const DARK: PlotLook = {
  ...{ paper: "#242424", ink: "#c9c9c9", grid: "#4f4f4f", first: "#3bc9db", second: "#ffa94d" },
};
