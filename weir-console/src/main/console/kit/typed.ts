import { useEffect, useRef, useState } from "preact/hooks";

/**
 * What is typed into a field, and told on once the typing rests. What comes from elsewhere, such as
 * Back or a link, takes its place; the field's own echo does not, or letters typed meanwhile were lost.
 */
export function useTyped(value: string, settle: (text: string) => void, restMs = 250): [text: string, type: (text: string) => void] {
  const [text, setText] = useState(value);
  const told = useRef(value);
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === told.current) return;
    const timer = setTimeout(() => {
      told.current = text;
      settle(text);
    }, restMs);
    return () => clearTimeout(timer);
  }, [text]);
  return [text, setText];
}
