import { type ComponentChildren } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useKeys } from "../app/keys.ts";
import { asApiError } from "./load.ts";
import { Button, IconButton, TextField } from "./controls.tsx";
import { Code } from "./texts.tsx";

interface Over {
  readonly title: string;
  readonly onClose: () => void;
  readonly children?: ComponentChildren;
  readonly foot?: ComponentChildren;
}

/** Asks before anything else can be done. The browser keeps the focus inside, and gives it back. */
export function Dialog(props: Over & { wide?: boolean }) {
  const box = useRef<HTMLDialogElement>(null);
  const pressed = useRef<EventTarget | null>(null);
  const id = useId();
  useLayoutEffect(() => {
    const before = document.activeElement;
    const dialog = box.current;
    dialog?.showModal();
    return () => {
      // While it is open nothing else takes the focus.
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={box}
      class={props.wide ? "dialog modal wide" : "dialog modal"}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
      // Who marks a text and lets go outside has not clicked there.
      onPointerDown={(event) => (pressed.current = event.target)}
      onClick={(event) => event.target === box.current && pressed.current === box.current && props.onClose()}
    >
      <div class="dialog-inside">
        <Head id={id} title={props.title} onClose={props.onClose} />
        <div class="dialog-body">{props.children}</div>
        {props.foot && <footer class="dialog-foot">{props.foot}</footer>}
      </div>
    </dialog>
  );
}

function Head(props: { id: string; title: string; onClose: () => void }) {
  return (
    <header class="dialog-head">
      <h2 id={props.id}>{props.title}</h2>
      <IconButton label="Close" onClick={props.onClose}>
        ✕
      </IconButton>
    </header>
  );
}

/** Beside the page, which can still be used. Esc closes it, and the focus goes back. */
export function Drawer(props: Over & { label?: string }) {
  const box = useRef<HTMLElement>(null);
  const id = useId();
  useKeys({ Escape: props.onClose }, "close what is beside the page");
  useEffect(() => {
    const before = document.activeElement;
    const wanted = box.current?.querySelector<HTMLElement>("[autofocus], input, textarea, select") ?? box.current;
    wanted?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <aside
      ref={box}
      class="drawer"
      aria-labelledby={id}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        props.onClose();
      }}
    >
      <Head id={id} title={props.title} onClose={props.onClose} />
      <div class="dialog-body">{props.children}</div>
      {props.foot && <footer class="dialog-foot">{props.foot}</footer>}
    </aside>
  );
}

interface ConfirmProps {
  readonly title: string;
  /** What will happen, with its numbers. */
  readonly what: ComponentChildren;
  /** Has to be typed, where it cannot be undone. */
  readonly name?: string;
  /** The equal command. */
  readonly command?: string;
  readonly yes: string;
  readonly danger?: boolean;
  /** Why it cannot be done yet. */
  readonly reason?: string | undefined;
  readonly act: () => Promise<unknown>;
  readonly onClose: () => void;
}

export function Confirm(props: ConfirmProps) {
  const [typed, setTyped] = useState("");
  const [state, setState] = useState<{ busy: boolean; failed?: string }>({ busy: false });
  const reason = props.reason ?? (!props.name || typed === props.name ? undefined : `Type ${props.name} first.`);
  const act = () => {
    if (reason !== undefined || state.busy) return;
    setState({ busy: true });
    props.act().then(props.onClose, (e: unknown) => setState({ busy: false, failed: asApiError(e).detail }));
  };
  return (
    <Dialog
      title={props.title}
      onClose={props.onClose}
      foot={
        <>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button kind={props.danger || props.name ? "danger" : "main"} reason={reason} disabled={state.busy} onClick={act}>
            {props.yes}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act();
        }}
      >
        <p>{props.what}</p>
        {props.name && <TextField label={`Type ${props.name} to go on`} value={typed} onInput={setTyped} mono autofocus />}
        {props.command && <Code text={props.command} label="The same from the command line" />}
        {state.failed && (
          <p class="told lost" role="alert">
            ✕ {state.failed}
          </p>
        )}
      </form>
    </Dialog>
  );
}
