// The same from a shell.
import { curlTo, quoted } from "../kit/shell.ts";

export function curlFor(api: string, topic: string, place: string, login = false): string {
  const [partition, offset] = place.split(":");
  return curlTo(`${api}topics/${encodeURIComponent(topic)}/messages/${partition}/${offset}`, login);
}

export function cliFor(topic: string, place: string): string {
  const [partition, offset] = place.split(":");
  return `weir consume ${quoted(topic)} -p ${partition} --from ${offset} -n 1`;
}
