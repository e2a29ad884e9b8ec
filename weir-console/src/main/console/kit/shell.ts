// Words of a command line.

const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;

/** A word as a shell takes it, whatever stands in it. */
export function quoted(text: string): string {
  return PLAIN.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The beginning of a curl command. Where people log in, a program shows a key. */
export function curlTo(address: string, login: boolean): string {
  return `curl ${login ? '-H "X-Api-Key: $(cat weir.key)" ' : ""}${quoted(address)}`;
}
