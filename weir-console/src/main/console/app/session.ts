// Who one is to the gateway, and what one may do.
import { ApiError, get, loginsAsked, send } from "../kit/api.ts";
import { cell, useCell } from "../kit/cell.ts";
import { toast } from "../kit/toast.tsx";
import { hasAllTopics, lacking, type Role, type Session } from "./rights.ts";

/**
 * `unknown` until the gateway has said, `late` where it did not answer; `needed`: log in, `ended`
 * where one was; `closed`: it is not open here, and why.
 */
export type Standing =
  | { readonly kind: "unknown"; readonly late?: boolean }
  | { readonly kind: "needed"; readonly ended?: boolean }
  | { readonly kind: "closed"; readonly why: string }
  | { readonly kind: "in"; readonly session: Session };

/** Where nobody is asked who they are. */
const LOCAL: Session = { name: "", roles: ["operate"], topics: ["*"], login: false };

export const standing = cell<Standing>({ kind: "unknown" });
const AGAIN_MS = 2_000;

loginsAsked.listen(() => {
  if (standing.value.kind !== "needed") standing.set({ kind: "needed", ended: standing.value.kind === "in" });
});

export async function askSession(): Promise<void> {
  try {
    standing.set({ kind: "in", session: await get<Session>("session") });
  } catch (e) {
    if (e instanceof ApiError) refused(e);
    else throw e;
  }
}

function refused(e: ApiError): void {
  if (e.status === 401) standing.set({ kind: "needed" });
  else if (e.status === 403 || e.status === 421) standing.set({ kind: "closed", why: e.detail });
  else if (e.status === 404) standing.set({ kind: "in", session: LOCAL });
  else if (standing.value.kind === "unknown") {
    standing.set({ kind: "unknown", late: true });
    setTimeout(() => void askSession(), AGAIN_MS);
  }
}

export type Login = { readonly user: string; readonly password: string } | { readonly key: string };

/** Throws an `ApiError` where it is wrong. */
export async function logIn(login: Login): Promise<void> {
  standing.set({ kind: "in", session: await send<Session>("POST", "session", login) });
}

export async function logOut(): Promise<void> {
  try {
    await send("DELETE", "session");
    standing.set({ kind: "needed" });
  } catch (e) {
    toast(e instanceof ApiError ? `You are still logged in. ${e.detail}` : String(e), "lost");
  }
}

/** Why the button is disabled, or undefined where one may: `<Button reason={useRole("operate")}>`. */
export function useRole(role: Role): string | undefined {
  const now = useCell(standing);
  return now.kind === "in" ? lacking(now.session, role) : undefined;
}

/** Whether people log in here: programs need a key then. */
export function useLogin(): boolean {
  const now = useCell(standing);
  return now.kind === "in" && now.session.login;
}

/** Whether one sees what is of no topic in particular; while nobody knows: yes. */
export function useAllTopics(): boolean {
  const now = useCell(standing);
  return now.kind !== "in" || hasAllTopics(now.session);
}
