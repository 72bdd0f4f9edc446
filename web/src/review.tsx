// The review: one doubt at a time, decided by one key.
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Claim, Incident, NewRuling, Queue, Waiting, WaitingCount, Words } from "./api";
import { Person, useRule } from "./rulings";
import { useAnswer } from "./use";
import { content, count, days, range, speaker, where } from "./words";

/** "Civil Defence, through Marsh Wire, asserts 12 killed, Tal Amal, 2031-03-04" */
function Reading({ claim, incident }: { claim: Claim; incident: Incident }) {
  return <p class="reading"><bdi>{speaker(claim)}</bdi>{claim.via && <>, through <bdi>{claim.via}</bdi>,</>} <strong>{claim.stance}</strong> <bdi>{content(claim)}</bdi>, <bdi>{where(incident)}</bdi>, {days(incident)}.</p>;
}

function Sentence({ claim }: { claim: Claim }) {
  const at = claim.sentence.indexOf(claim.evidence);
  return <blockquote dir="auto">{at < 0 ? <mark>{claim.evidence}</mark> : <>{claim.sentence.slice(0, at)}<mark>{claim.evidence}</mark>{claim.sentence.slice(at + claim.evidence.length)}</>}
    {" "}<a href={`#/report/${claim.report}?claim=${claim.id}`}>the report</a></blockquote>;
}

function Brief({ i }: { i: Incident }) {
  return <p class="brief"><a href={`#/incident/${i.id}`}>incident {i.id}</a>: {i.type}, <bdi>{where(i)}</bdi>, {days(i)}, killed {range(i.killed) || "unsaid"}, {count(i.n_reports)} reports</p>;
}

function Item({ item }: { item: Waiting }) {
  return <div class="item">
    {item.claim && <><Sentence claim={item.claim} /><Reading claim={item.claim} incident={item.incident} /></>}
    {item.other_claim && <><Sentence claim={item.other_claim} /><Reading claim={item.other_claim} incident={item.incident} /></>}
    <Brief i={item.incident} />
    {item.other && <Brief i={item.other} />}
  </div>;
}

const KEYS: [string, string][] = [["a", "accept"], ["r", "reject"], ["c", "correct"], ["m", "merge"], ["s", "split"], ["u", "undo"], ["n", "next"]];

/** What a key decides of this doubt; null where it decides nothing. */
function ruling(key: string, item: Waiting): NewRuling | null {
  const version = item.incident.version;
  if (item.other) {
    const pair = { incident: item.incident.id, other: item.other.id, version };
    return key === "m" || key === "a" ? { kind: "merge", ...pair } : key === "r" || key === "s" ? { kind: "reject", ...pair } : null;
  }
  const on = item.claim && !item.other_claim ? { claim: item.claim.id } : { incident: item.incident.id };
  if (key === "a") return { kind: "accept", ...on, version };
  if (key === "r") return { kind: "reject", ...on, version };
  if (key === "s" && item.claim && item.incident.n_reports > 1) return { kind: "split", incident: item.incident.id, report: item.claim.report, version };
  return null;
}

function Correct({ item, fields, done, act }: { item: Waiting; fields: string[]; done: () => void; act: (made: NewRuling) => void }) {
  const first = useRef<HTMLSelectElement>(null);
  useEffect(() => first.current?.focus(), []);
  const on = item.claim ? { claim: item.claim.id } : { incident: item.incident.id };
  return <form class="act" aria-label="Correct" onKeyDown={(e) => { if (e.key === "Escape") done(); }} onSubmit={(e) => {
    e.preventDefault();
    const values = new FormData(e.currentTarget);
    act({ kind: "correct", ...on, field: String(values.get("field")), now: String(values.get("now")), reason: String(values.get("reason")), version: item.incident.version });
    done();
  }}>
    <select ref={first} name="field" aria-label="Field">{fields.map((f) => <option key={f} selected={f === (item.claim?.figure ? "figure" : "")}>{f}</option>)}</select>{" "}
    <input name="now" type="text" aria-label="New value" placeholder="7-9" /> <input name="reason" type="text" aria-label="Reason" placeholder="reason" /> <button type="submit">Correct</button> <button type="button" onClick={done}>Leave it</button>
  </form>;
}

export function ReviewView({ query }: { query: string }) {
  const why = new URLSearchParams(query).get("why") ?? "new claim";
  const [turn, setTurn] = useState(0), [skipped, setSkipped] = useState(0), [correcting, setCorrecting] = useState(false), [made, setMade] = useState<number[]>([]), [busy, setBusy] = useState(false);
  const queue = useAnswer<Queue>(`/api/queue?why=${encodeURIComponent(why)}&limit=1&offset=${skipped}`, turn);
  const counts = useAnswer<WaitingCount[]>("/api/queue/counts", turn), words = useAnswer<Words>("/api/words").value;
  const deciding = useRule(() => setTurn((n) => n + 1));
  const item = queue.value?.why === why ? queue.value.items[0] : undefined;
  useEffect(() => { document.title = "casus: review"; setSkipped(0); setCorrecting(false); }, [why]);

  const act = async (one: NewRuling) => {
    if (busy) return;
    setBusy(true);
    const kept = await deciding.rule([one]);
    if (kept) setMade(one.kind === "undo" ? made.slice(0, -1) : [...made, kept[0].id]);
    setBusy(false);
  };
  const press = (key: string) => {
    if (key === "u" && made.length) void act({ kind: "undo", undoes: made[made.length - 1] });
    else if (!item || queue.waiting) return;
    else if (key === "n") setSkipped(queue.value!.next ?? 0);
    else if (key === "c" && !item.other) setCorrecting(true);
    else { const one = ruling(key, item); if (one) void act(one); }
  };
  useLayoutEffect(() => {                                       // at once: a key pressed next is decided by what is shown, under the name just written
    const pressed = (e: KeyboardEvent) => {
      const typing = e.target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName);
      if (typing || e.ctrlKey || e.metaKey || e.altKey || e.repeat || !KEYS.some(([key]) => key === e.key)) return;
      e.preventDefault();
      press(e.key);
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  });

  const can = (key: string) => key === "u" ? made.length > 0 : !!item && (key === "n" || (key === "c" ? !item.other : ruling(key, item) !== null));
  return <div class="review">
    <h1>Review</h1>
    <nav aria-label="Why it waits" class="whys">{(counts.value ?? []).map((c) => <a key={c.why} href={`#/review?why=${encodeURIComponent(c.why)}`} aria-current={c.why === why ? "page" : undefined}>{c.why} <b>{count(c.n)}{c.more ? "+" : ""}</b></a>)}</nav>
    <Person person={deciding.person} setPerson={deciding.setPerson} />
    {(deciding.wrong || queue.wrong) && <p class="wrong" role="alert">{deciding.wrong || queue.wrong}</p>}
    <div aria-live="polite" aria-busy={queue.waiting}>{item ? <Item key={`${item.incident.id} ${item.claim?.id} ${item.other?.id}`} item={item} /> : queue.waiting ? <p class="empty">…</p> :
      <p class="empty">{skipped ? <>No more here. <button type="button" onClick={() => setSkipped(0)}>Begin again</button></> : "Nothing waits for this reason."}</p>}</div>
    {correcting && item ? <Correct item={item} fields={(item.claim ? words?.claim_fields : words?.incident_fields) ?? []} done={() => setCorrecting(false)} act={(one) => void act(one)} /> :
      <div class="keys" role="group" aria-label="Decide">{KEYS.map(([key, name]) => <button key={key} type="button" disabled={!can(key) || busy} onClick={() => press(key)}><kbd>{key}</kbd> {name}</button>)}</div>}
    <p class="dim">{count(made.length)} decided in this sitting. Of two incidents, accept merges and reject keeps them apart.</p>
  </div>;
}
