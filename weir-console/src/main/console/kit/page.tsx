import { type ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";

/** A page: its title, what can be done on it, what it shows. */
export function Page(props: { title: ComponentChildren; name?: string; actions?: ComponentChildren; children?: ComponentChildren }) {
  const name = props.name ?? (typeof props.title === "string" ? props.title : undefined);
  useEffect(() => {
    if (name) document.title = `${name} · Weir`;
  }, [name]);
  return (
    <article class="page">
      <header class="page-head">
        <h1>{props.title}</h1>
        <div class="page-actions">{props.actions}</div>
      </header>
      {props.children}
    </article>
  );
}

/** A part of a page beneath a small heading. */
export function Part(props: { title: ComponentChildren; actions?: ComponentChildren; children?: ComponentChildren }) {
  return (
    <section class="part">
      <header class="part-head">
        <h2>{props.title}</h2>
        <div class="page-actions">{props.actions}</div>
      </header>
      {props.children}
    </section>
  );
}

export interface Tab {
  readonly name: string;
  readonly label: ComponentChildren;
  readonly href: string;
}

/** Links, since each tab is a view with an address of its own. */
export function Tabs(props: { label: string; tabs: readonly Tab[]; now: string }) {
  return (
    <nav class="tabs" aria-label={props.label}>
      {props.tabs.map((tab) => (
        <a key={tab.name} href={tab.href} aria-current={tab.name === props.now ? "page" : undefined}>
          {tab.label}
        </a>
      ))}
    </nav>
  );
}
