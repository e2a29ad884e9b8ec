// What this browser keeps from one visit to the next. It may forbid that, or have no room left: then
// it is kept for as long as somebody else keeps it, and nothing fails.

export function kept(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Undefined: nothing is kept under the name from now on. */
export function keep(name: string, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch {
    // As said above.
  }
}
