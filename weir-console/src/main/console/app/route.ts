// Where one is stands behind the `#`: a link shows a colleague the same thing, and Back works.
import { cell, useCell } from "../kit/cell.ts";

export interface Route {
  readonly path: readonly string[];
  readonly query: URLSearchParams;
}

type Query = Readonly<Record<string, string | number | undefined>>;

/** `#/topics/rides?tab=messages` as its parts. */
export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = split(hash.replace(/^#\/?/, ""));
  return { path: path.split("/").filter(Boolean).map(decode), query: new URLSearchParams(query) };
}

function split(text: string): string[] {
  const mark = text.indexOf("?");
  return mark < 0 ? [text] : [text.slice(0, mark), text.slice(mark + 1)];
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The link to a view: `view(["topics", name], { tab: "config" })`. What is undefined or empty is left out. */
export function view(path: readonly string[], query: Query = {}): string {
  return `#/${path.map(encodeURIComponent).join("/")}${queryText(query)}`;
}

function queryText(query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text && `?${text}`;
}

const route = cell(parseRoute(location.hash));
addEventListener("hashchange", () => route.set(parseRoute(location.hash)));

export const here = route;

export function useRoute(): Route {
  return useCell(route);
}

/** Goes to a view, such as `#/topics` or what `view(…)` made. */
export function go(to: string, query: Query = {}): void {
  location.hash = to.replace(/^#?\/?/, "#/") + queryText(query);
}

/** Changes some of the query's entries: in place, so that typing a filter does not fill the history. */
export function setQuery(changes: Query, replace = true): void {
  const query = new URLSearchParams(route.value.query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === "") query.delete(name);
    else query.set(name, String(value));
  }
  const to = view(route.value.path, Object.fromEntries(query));
  if (to === location.hash) return;
  if (replace) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  route.set(parseRoute(to));
}
