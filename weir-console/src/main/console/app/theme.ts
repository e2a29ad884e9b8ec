import { cell } from "../kit/cell.ts";
import { keep, kept } from "../kit/kept.ts";

export type Theme = "light" | "dark";

const KEPT_AS = "weir.theme";
const system = matchMedia("(prefers-color-scheme: dark)");

export const theme = cell<Theme>(chosen() ?? (system.matches ? "dark" : "light"));

/** To be called before anything is drawn. */
export function wearTheme(): void {
  document.documentElement.dataset.theme = theme.value;
  theme.listen((now) => (document.documentElement.dataset.theme = now));
  system.addEventListener("change", () => chosen() ?? theme.set(system.matches ? "dark" : "light"));
}

export function otherTheme(): void {
  theme.update((now) => (now === "dark" ? "light" : "dark"));
  keep(KEPT_AS, theme.value);
}

function chosen(): Theme | undefined {
  const value = kept(KEPT_AS);
  return value === "dark" || value === "light" ? value : undefined;
}
