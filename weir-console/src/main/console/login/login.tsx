import "./login.css";
import { useEffect, useRef, useState } from "preact/hooks";
import { logIn, type Login as Given } from "../app/session.ts";
import { ApiError } from "../kit/api.ts";
import { Button, TextField } from "../kit/controls.tsx";
import { Sign } from "./sign.tsx";

type By = "password" | "key";

/** Shown in place of the page, so that one is at the asked page once logged in. */
export function Login(props: { ended: boolean }) {
  const [by, setBy] = useState<By>("password");
  return (
    <section class="login" aria-labelledby="login-title">
      <Sign />
      <h1 id="login-title">Log in to Weir</h1>
      <p class="login-where">{location.host}</p>
      {props.ended && <p role="status">Your login has ended. Log in, and you are back where you were.</p>}
      {by === "password" ? <ByPassword key="password" /> : <ByKey key="key" />}
      <button type="button" class="link" onClick={() => setBy(by === "key" ? "password" : "key")}>
        {by === "key" ? "Use a user and a password" : "Use an API key"}
      </button>
    </section>
  );
}

function ByPassword() {
  const [user, setUser] = useState("");
  const [password, setPassword] = useState("");
  const missing = user === "" ? "Say who you are." : password === "" ? "The password is missing." : undefined;
  return (
    <Form given={{ user, password }} missing={missing} wrong="The user or the password is wrong." onWrong={() => setPassword("")}>
      <TextField label="User" value={user} onInput={setUser} autocomplete="username" />
      <TextField label="Password" value={password} onInput={setPassword} type="password" autocomplete="current-password" />
    </Form>
  );
}

function ByKey() {
  const [key, setKey] = useState("");
  const missing = key === "" ? "The key is missing." : undefined;
  return (
    <Form given={{ key: key.trim() }} missing={missing} wrong="No API key is like that." onWrong={() => undefined}>
      <TextField label="API key" value={key} onInput={setKey} type="password" mono placeholder="weir_…" />
    </Form>
  );
}

interface FormProps {
  readonly given: Given;
  readonly missing: string | undefined;
  /** In words that do not tell which of them it was. */
  readonly wrong: string;
  readonly onWrong: () => void;
  readonly children: preact.ComponentChildren;
}

function Form(props: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const [told, tell] = useState<string>();
  const [busy, setBusy] = useState(false);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const submit = async () => {
    if (busy) return;
    if (props.missing) return tell(props.missing);
    setBusy(true);
    try {
      await logIn(props.given);
    } catch (e) {
      tell(words(e, props.wrong));
      setBusy(false);
      props.onWrong();
      form.current?.querySelector<HTMLInputElement>("input[type=password]")?.focus();
    }
  };
  return (
    <form
      ref={form}
      class="login-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {props.children}
      <p class="login-told" role="alert">
        {told && <span class="lost">✕ {told}</span>}
      </p>
      <Button kind="main" type="submit">
        {busy ? "Checking …" : "Log in"}
      </Button>
    </form>
  );
}

function words(e: unknown, wrong: string): string {
  if (!(e instanceof ApiError)) return String(e);
  return e.status === 401 ? wrong : e.detail;
}
