// What somebody may do here: the gateway decides, and the page shows it before.
export type Role = "read" | "produce" | "operate";

export interface Session {
  readonly name: string;
  readonly roles: readonly Role[];
  /** Names and patterns; `*` stands for all. */
  readonly topics: readonly string[];
  /** Whether people log in here at all. */
  readonly login: boolean;
}

export function may(session: Session, role: Role): boolean {
  return session.roles.includes(role) || session.roles.includes("operate");
}

/** Whether one sees what is of no topic in particular. */
export function hasAllTopics(session: Session): boolean {
  return session.topics.includes("*");
}

/** What one may, in a few words. */
export function rights(session: Session): string {
  if (may(session, "operate")) return "may look and change";
  if (may(session, "read") && may(session, "produce")) return "may look and send";
  if (may(session, "produce")) return "may send";
  return may(session, "read") ? "may look" : "may nothing";
}

/** Why one may not, or undefined. */
export function lacking(session: Session, role: Role): string | undefined {
  if (may(session, role)) return undefined;
  const { roles } = session;
  const own = roles.length > 1 ? `Your roles are ${roles.join(" and ")}` : roles.length === 1 ? `Your role is ${roles[0]}` : "You have no role";
  return `${own}. This needs the role ${role}.`;
}
