import { useState } from "preact/hooks";
import { plural } from "../kit/amounts.ts";
import { useRole } from "../app/session.ts";
import { send } from "../kit/api.ts";
import { Button } from "../kit/controls.tsx";
import { Confirm } from "../kit/dialog.tsx";
import { toast } from "../kit/toast.tsx";
import type { Lane } from "./types.ts";

type Act = "trip" | "reset" | "drain";

/** What can be done with a sink as a whole. */
export function LaneActs(props: { lane: Lane }) {
  const { lane } = props;
  const [asked, ask] = useState<Act>();
  const reason = useRole("operate");
  const away = lane.breaker !== "closed";
  return (
    <>
      {away && !lane.held && (
        <Button reason={reason} onClick={() => ask("reset")}>
          Try now…
        </Button>
      )}
      {lane.waiting > lane.inFlight + lane.queued && !away && (
        <Button reason={reason} onClick={() => ask("drain")}>
          Send what waits…
        </Button>
      )}
      {lane.held ? (
        <Button kind="main" reason={reason} onClick={() => ask("reset")}>
          Reset…
        </Button>
      ) : (
        <Button reason={reason} onClick={() => ask("trip")}>
          Trip…
        </Button>
      )}
      {asked && <Asked lane={lane} act={asked} onClose={() => ask(undefined)} />}
    </>
  );
}

function Asked(props: { lane: Lane; act: Act; onClose: () => void }) {
  const { lane, act } = props;
  const { title, what, command, yes, done } = WORDS[act](lane);
  const path = `lanes/${encodeURIComponent(lane.sink)}/${act === "drain" ? "drain" : "breaker"}`;
  return (
    <Confirm
      title={title}
      what={what}
      command={command}
      yes={yes}
      danger={act === "trip"}
      act={async () => {
        await send("POST", path, act === "drain" ? undefined : { action: act });
        toast(done);
      }}
      onClose={props.onClose}
    />
  );
}

interface Words {
  readonly title: string;
  readonly what: string;
  readonly command: string;
  readonly yes: string;
  readonly done: string;
}

const WORDS: Readonly<Record<Act, (lane: Lane) => Words>> = {
  trip: ({ sink, logged }) => ({
    title: `Trip ${sink}?`,
    what: `Nothing more is sent to ${sink} until somebody resets it, or Weir starts again. ${logged ? "What comes waits in its log; messages that ask for level kafka are refused." : "It has no log: what comes for it is refused."}`,
    command: `weir gateway breaker trip ${sink}`,
    yes: "Trip it",
    done: `${sink} is tripped`,
  }),
  reset: ({ sink, waiting, held }) => ({
    title: held ? `Reset ${sink}?` : `Try ${sink} now?`,
    what: `${sink} counts as well again and is tried at once. What waits is sent, oldest first: ${plural(waiting, "message")}.`,
    command: `weir gateway breaker reset ${sink}`,
    yes: held ? "Reset it" : "Try now",
    done: `${sink} is tried`,
  }),
  drain: ({ sink, waiting }) => ({
    title: `Send what waits for ${sink}?`,
    what: `What waits goes now, whatever wal.resend-period says: ${plural(waiting, "message")}.`,
    command: `weir wal drain --sink ${sink}`,
    yes: "Send",
    done: `What waits for ${sink} is sent`,
  }),
};
