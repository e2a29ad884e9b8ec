// Reads server-sent events. The browser's own EventSource does not tell why it was refused.

export interface ServerEvent {
  readonly name: string;
  readonly data: string;
}

/** Answers the events that each piece of text completes. */
export function eventReader(): (piece: string) => ServerEvent[] {
  let rest = "";
  return (piece) => {
    const blocks = (rest + piece).split("\n\n");
    rest = blocks.pop() ?? "";
    return blocks.flatMap(event);
  };
}

function event(block: string): ServerEvent[] {
  let name = "message";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    if (line.startsWith("event:")) name = line.slice(6).trim();
    else if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
  }
  return data.length > 0 ? [{ name, data: data.join("\n") }] : [];
}
