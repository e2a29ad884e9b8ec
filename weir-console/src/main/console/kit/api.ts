// Asks the gateway. Addresses are relative to the page, so it works beneath any path of a proxy.
import { cell } from "./cell.ts";

const WAIT_MS_MAX = 30_000;

/** What went wrong, in words for a person. Status 0: there was no answer at all. */
export class ApiError extends Error {
  readonly status: number;
  readonly detail: string;

  constructor(status: number, detail: string) {
    super(detail);
    this.status = status;
    this.detail = detail;
  }
}

/** Counts the answers that said: log in first. */
export const loginsAsked = cell(0);

export function apiAddress(path: string): string {
  return `../api/${path}`;
}

export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return ask<T>(path, { headers: { Accept: "application/json" }, ...(signal && { signal }) });
}

export function send<T>(method: "POST" | "PUT" | "DELETE", path: string, body?: unknown): Promise<T> {
  // The header tells the gateway that it was this page which asked: no other site can add it.
  const headers: Record<string, string> = { Accept: "application/json", "X-Weir": "1" };
  if (body === undefined) return ask<T>(path, { method, headers });
  headers["Content-Type"] = "application/json";
  return ask<T>(path, { method, headers, body: JSON.stringify(body) });
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  const late = AbortSignal.timeout(WAIT_MS_MAX);
  const signal = init.signal ? AbortSignal.any([init.signal, late]) : late;
  const answer = await reach(path, { ...init, signal, credentials: "same-origin" }, late);
  if (answer.ok) return (await content(answer)) as T;
  if (answer.status === 401 && path !== "session") loginsAsked.update((n) => n + 1);
  throw new ApiError(answer.status, await words(answer));
}

async function reach(path: string, init: RequestInit, late: AbortSignal): Promise<Response> {
  try {
    return await fetch(apiAddress(path), init);
  } catch (e) {
    if (late.aborted) throw new ApiError(0, "The gateway did not answer within 30 s. Look whether it runs, then try again.");
    if (e instanceof DOMException && e.name === "AbortError") throw e;
    throw new ApiError(0, "The gateway does not answer. Look whether it runs and whether this computer reaches it, then try again.");
  }
}

async function content(answer: Response): Promise<unknown> {
  const text = await answer.text();
  return text === "" ? undefined : JSON.parse(text);
}

/** The problem's own words, or something that helps where a proxy answered instead of the gateway. */
async function words(answer: Response): Promise<string> {
  const text = await answer.text().catch(() => "");
  try {
    const problem = JSON.parse(text) as { detail?: unknown };
    if (typeof problem.detail === "string") return problem.detail;
  } catch {
    // It is not JSON: the plain text is all there is.
  }
  return text.trim().slice(0, 500) || `The answer was ${answer.status} ${answer.statusText} without a reason.`;
}
