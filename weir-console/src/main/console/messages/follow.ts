import { ApiError, apiAddress, loginsAsked } from "../kit/api.ts";
import { eventReader } from "./events.ts";
import type { Message } from "./message.ts";

/** The gateway says something each 15 s: a longer silence means that the connection is dead, though nobody closed it. */
const SILENCE_MS_MAX = 40_000;

export interface Heard {
  opened(): void;
  /** `dropped` counts from the opening on. */
  came(messages: readonly Message[], dropped: number): void;
  /** It has ended; status 0 where the gateway went away. */
  ended(error: ApiError): void;
}

/** Follows a topic until it ends, or what is answered is called. */
export function follow(path: string, heard: Heard): () => void {
  const giveUp = new AbortController();
  void run(path, heard, giveUp.signal).catch((e: unknown) => {
    if (giveUp.signal.aborted) return;
    giveUp.abort();
    heard.ended(e instanceof ApiError ? e : new ApiError(0, "The gateway does not answer."));
  });
  return () => giveUp.abort();
}

async function run(path: string, heard: Heard, signal: AbortSignal): Promise<void> {
  const answer = await inTime(fetch(apiAddress(path), { signal, credentials: "same-origin", headers: { Accept: "text/event-stream" } }));
  if (answer.status === 401) loginsAsked.update((n) => n + 1);
  if (!answer.ok || !answer.body) throw await refusal(answer);
  const text = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  const read = eventReader();
  for (;;) {
    const { value, done } = await inTime(text.read());
    if (done) throw new ApiError(0, "The gateway went away.");
    for (const { name, data } of read(value)) tell(name, data, heard);
  }
}

function inTime<T>(wanted: Promise<T>): Promise<T> {
  return new Promise((come, fail) => {
    const timer = setTimeout(() => fail(new ApiError(0, "The gateway says nothing any more.")), SILENCE_MS_MAX);
    void wanted.then(come, fail).finally(() => clearTimeout(timer));
  });
}

function tell(name: string, data: string, heard: Heard): void {
  if (name === "open") heard.opened();
  else if (name === "messages") {
    const batch = JSON.parse(data) as { messages: Message[]; dropped: number };
    heard.came(batch.messages, batch.dropped);
  } else if (name === "failed") {
    const problem = JSON.parse(data) as { status: number; detail: string };
    throw new ApiError(problem.status, problem.detail);
  }
}

async function refusal(answer: Response): Promise<ApiError> {
  const text = await answer.text();
  try {
    return new ApiError(answer.status, (JSON.parse(text) as { detail: string }).detail);
  } catch {
    return new ApiError(answer.status, text.slice(0, 500));
  }
}
