import "./login.css";
import { Code } from "../kit/texts.tsx";
import { Sign } from "./sign.tsx";

const USER = `# weir.yaml: "weir config password" makes the hash
auth:
  users:
    anna:
      password: "pbkdf2-sha256:600000:…"
      role: operate`;

/** Where nobody may log in: what to set up, in the gateway's own words. */
export function Closed(props: { why: string }) {
  return (
    <section class="login closed" aria-labelledby="closed-title">
      <Sign />
      <h1 id="closed-title">The console is not open here</h1>
      <p>{props.why}</p>
      {props.why.includes("auth.users") && <Code text={USER} label="A user in weir.yaml" copy={false} />}
    </section>
  );
}
