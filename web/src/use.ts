import { useEffect, useState } from "preact/hooks";
import { ask } from "./api";

export interface Answer<T> { value?: T; wrong?: string; waiting: boolean }

/** Asks anew whenever the path changes; the old answer stays on the screen until the new one is there. */
export function useAnswer<T>(path: string, again = 0): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({ waiting: true });
  useEffect(() => {
    const stop = new AbortController();
    setAnswer((old) => ({ ...old, waiting: true, wrong: undefined }));
    ask<T>(path, stop.signal).then(
      (value) => setAnswer({ value, waiting: false }),
      (wrong: Error) => { if (!stop.signal.aborted) setAnswer({ wrong: wrong.message, waiting: false }); });
    return () => stop.abort();
  }, [path, again]);
  return answer;
}

/** What stands behind the '#' of the address. */
export function useAddress(): string {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const changed = () => setHash(location.hash);
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return hash.replace(/^#/, "") || "/";
}

/** Who rules: kept in this browser, never sent but with a ruling. */
export function usePerson(): [string, (name: string) => void] {
  const [person, setPerson] = useState(localStorage.getItem("person") ?? "");
  return [person, (name) => { localStorage.setItem("person", name); setPerson(name); }];
}
