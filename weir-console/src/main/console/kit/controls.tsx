import { type ComponentChildren } from "preact";
import { useId, useRef } from "preact/hooks";
import { useKeys } from "../app/keys.ts";

type Kind = "plain" | "main" | "danger";

interface ButtonProps {
  readonly kind?: Kind;
  readonly disabled?: boolean;
  /** Why it cannot be pressed now; a button with a reason is disabled. */
  readonly reason?: string | undefined;
  readonly type?: "button" | "submit";
  readonly label?: string;
  readonly pressed?: boolean;
  readonly onClick?: () => void;
  readonly children?: ComponentChildren;
}

export function Button(props: ButtonProps) {
  const off = props.disabled || props.reason !== undefined;
  // Not `disabled`: a disabled button gets no focus, so nobody would learn the reason.
  return (
    <button
      type={props.type ?? "button"}
      class={`button ${props.kind ?? "plain"}`}
      aria-disabled={off || undefined}
      aria-label={props.label}
      aria-pressed={props.pressed}
      title={props.reason}
      onClick={(event) => {
        if (!off) return props.onClick?.();
        event.preventDefault();
      }}
    >
      {props.children}
    </button>
  );
}

/** A button that shows a sign; its name is read out and shown as a tip. */
export function IconButton(props: { label: string; onClick: () => void; disabled?: boolean; reason?: string | undefined; children: ComponentChildren }) {
  const off = props.disabled || props.reason !== undefined;
  return (
    <button type="button" class="icon-button" aria-label={props.label} aria-disabled={off || undefined} title={props.reason ?? props.label} onClick={() => off || props.onClick()}>
      {props.children}
    </button>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly hint?: ComponentChildren;
  readonly error?: string | undefined;
  readonly placeholder?: string;
  readonly type?: "text" | "password" | "number";
  readonly mono?: boolean;
  /** More than one: a field of so many lines. */
  readonly lines?: number;
  readonly autofocus?: boolean;
  readonly autocomplete?: string;
  readonly disabled?: boolean;
  /** The label is read out, but not seen: in tool bars. */
  readonly hideLabel?: boolean;
  readonly list?: readonly string[];
}

export function TextField(props: FieldProps) {
  const id = useId();
  const told = props.error ?? props.hint;
  const shared = {
    id,
    class: props.mono ? "input mono" : "input",
    value: props.value,
    placeholder: props.placeholder,
    disabled: props.disabled,
    autofocus: props.autofocus,
    spellcheck: false,
    autocapitalize: "off" as const,
    "aria-invalid": props.error ? true : undefined,
    "aria-describedby": told ? `${id}-told` : undefined,
    onInput: (event: { currentTarget: { value: string } }) => props.onInput(event.currentTarget.value),
  };
  return (
    <div class="field">
      <label for={id} class={props.hideLabel ? "unseen" : "label"}>
        {props.label}
      </label>
      {props.lines ? (
        <textarea {...shared} rows={props.lines} />
      ) : (
        <input {...shared} type={props.type ?? "text"} autocomplete={props.autocomplete ?? "off"} list={props.list && `${id}-list`} />
      )}
      {props.list && (
        <datalist id={`${id}-list`}>
          {props.list.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
      {told && (
        <p id={`${id}-told`} class={props.error ? "told lost" : "told"}>
          {props.error && "✕ "}
          {told}
        </p>
      )}
    </div>
  );
}

export type Choice = string | { readonly value: string; readonly label: string };

export function Select(props: { label: string; value: string; choices: readonly Choice[]; onChange: (value: string) => void; hideLabel?: boolean; disabled?: boolean }) {
  const id = useId();
  return (
    <div class="field">
      <label for={id} class={props.hideLabel ? "unseen" : "label"}>
        {props.label}
      </label>
      <select id={id} class="input" value={props.value} disabled={props.disabled} onChange={(event) => props.onChange(event.currentTarget.value)}>
        {props.choices.map((choice) => {
          const { value, label } = typeof choice === "string" ? { value: choice, label: choice } : choice;
          return (
            <option key={value} value={value}>
              {label}
            </option>
          );
        })}
      </select>
    </div>
  );
}

export function Checkbox(props: { label: ComponentChildren; checked: boolean; onChange: (checked: boolean) => void; disabled?: boolean }) {
  return (
    <label class="check">
      <input type="checkbox" checked={props.checked} disabled={props.disabled} onChange={(event) => props.onChange(event.currentTarget.checked)} />
      <span>{props.label}</span>
    </label>
  );
}

/** The filter of a page: `/` goes into it, Esc empties it and then leaves it. */
export function Search(props: { label: string; value: string; onInput: (value: string) => void; placeholder?: string }) {
  const box = useRef<HTMLInputElement>(null);
  useKeys({ "/": () => box.current?.select() }, props.label);
  return (
    <input
      ref={box}
      type="search"
      class="input search"
      aria-label={props.label}
      placeholder={props.placeholder ?? `${props.label}…`}
      value={props.value}
      spellcheck={false}
      autocomplete="off"
      onInput={(event) => props.onInput(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        if (props.value === "") box.current?.blur();
        else props.onInput("");
      }}
    />
  );
}
