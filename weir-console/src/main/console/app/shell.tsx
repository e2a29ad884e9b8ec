import { type ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { asTables } from "../kit/chart.tsx";
import { useCell } from "../kit/cell.ts";
import { Empty } from "../kit/texts.tsx";
import { Toasts } from "../kit/toast.tsx";
import { startStream } from "../live/stream.ts";
import { Closed } from "../login/closed.tsx";
import { Login } from "../login/login.tsx";
import { Produce } from "../produce/drawer.tsx";
import { Banner } from "./banner.tsx";
import { Bar } from "./bar.tsx";
import { Help } from "./help.tsx";
import { useKeys } from "./keys.ts";
import { pageOf, pagesFor } from "./pages.tsx";
import { Palette } from "./palette.tsx";
import { Rail } from "./rail.tsx";
import { hasAllTopics, may, rights, type Session } from "./rights.ts";
import { go, useRoute } from "./route.ts";
import { askSession, logOut, standing, useAllTopics } from "./session.ts";

/** What is around every page. */
export function Shell() {
  const now = useCell(standing);
  useEffect(() => void askSession(), []);
  const live = now.kind === "in" && hasAllTopics(now.session);
  useEffect(() => (live ? startStream() : undefined), [live]);
  // Not the page: what it would ask for may be refused, and who is to log in need not see it.
  if (now.kind === "unknown" && !now.late) return null;
  if (now.kind === "needed") return <Alone><Login ended={now.ended === true} /></Alone>;
  if (now.kind === "closed") return <Alone><Closed why={now.why} /></Alone>;
  if (now.kind === "in" && !may(now.session, "read")) return <Alone><Nothing session={now.session} /></Alone>;
  return <Inside />;
}

function Alone(props: { children: ComponentChildren }) {
  return (
    <main class="alone">
      {props.children}
      <Toasts />
    </main>
  );
}

function NoPage(props: { path: string; all: boolean }) {
  const { path, all } = props;
  if (all) return <Empty title="There is no such page"><p>The address names “{path}”. <a href="#/overview">Go to the overview</a>.</p></Empty>;
  return <Empty title="This page is not for you"><p>You have some topics alone, and “{path}” is for those who have all. <a href="#/topics">Go to your topics</a>.</p></Empty>;
}

/** For those who only send. */
function Nothing(props: { session: Session }) {
  return (
    <Empty title="There is nothing here for you to see">
      <p>
        {props.session.name} {rights(props.session)}, and to look here takes the role read. <a href="#" onClick={() => void logOut()}>Log out</a>
      </p>
    </Empty>
  );
}

function Inside() {
  const { path } = useRoute();
  const [over, setOver] = useState<"help" | "palette" | undefined>(undefined);
  const main = useRef<HTMLElement>(null);
  const all = useAllTopics();
  const page = pageOf(path[0], all);
  const pages = pagesFor(all);
  // What had the focus is gone with the page before: Tab goes on in the new one, from its top.
  const begun = useRef(false);
  useEffect(() => {
    if (!begun.current) return void (begun.current = true);
    scrollTo(0, 0);
    if (document.activeElement === document.body) main.current?.focus({ preventScroll: true });
  }, [path.join("/")]);
  const close = () => setOver(undefined);
  useKeys(Object.fromEntries(pages.map((one) => [`g ${one.key}`, () => go(one.name)])), "go to a page");
  useKeys({ "/": () => setOver("palette"), "Ctrl-K": () => setOver("palette") }, "find a page, a topic, an action", "behind");
  useKeys({ "?": () => setOver("help") }, "this help");
  useKeys({ t: () => asTables.update((shown) => !shown) }, "charts as tables");
  return (
    <div class="shell">
      <button type="button" class="skip" onClick={() => main.current?.focus()}>
        Skip to the page
      </button>
      <Bar onSearch={() => setOver("palette")} onHelp={() => setOver("help")} />
      <Rail now={page?.name} />
      <main ref={main} class="main" tabIndex={-1}>
        {all && <Banner />}
        {page ? page.show(path.slice(1)) : <NoPage path={path.join("/")} all={all} />}
      </main>
      {over === "help" && <Help onClose={close} />}
      {over === "palette" && <Palette onClose={close} />}
      <Produce />
      <Toasts />
    </div>
  );
}
