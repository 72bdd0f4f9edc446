// The history of rulings on an incident, and the forms by which a person rules on it.
import { useState } from "preact/hooks";
import { Conflict, rule, type IncidentPage, type NewRuling, type Ruling, type Words } from "./api";
import { useAnswer, usePerson } from "./use";
import { decided, reportName, when } from "./words";

export type Rule = (made: NewRuling[]) => Promise<Ruling[] | undefined>;

/** Rules as the person named; tells what went wrong; asks anew after both. */
export function useRule(again: () => void): { rule: Rule; wrong: string; person: string; setPerson: (name: string) => void } {
  const [person, setPerson] = usePerson();
  const [wrong, setWrong] = useState("");
  const made: Rule = async (rulings) => {
    if (!person.trim()) { setWrong("Who rules? Write your name first."); return undefined; }
    setWrong("");
    try {
      const kept = await rule(person, rulings);
      again();
      return kept;
    } catch (error) {
      setWrong((error as Error).message);
      if (error instanceof Conflict) again();
      return undefined;
    }
  };
  return { rule: made, wrong, person, setPerson };
}

export function Person({ person, setPerson }: { person: string; setPerson: (name: string) => void }) {
  return <label class="person">Your name <input type="text" autocomplete="name" value={person} onInput={(e) => setPerson(e.currentTarget.value)} /></label>;
}

export function History({ rulings, undo }: { rulings: Ruling[]; undo: (r: Ruling) => void }) {
  if (!rulings.length) return <p>Nobody has ruled on this yet.</p>;
  return <ol class="history">{rulings.map((r) => <li key={r.id} class={r.undone ? "undone" : ""}>
    <span class="date">{when(r.said)}</span> <bdi>{r.person}</bdi>: <strong><bdi>{decided(r)}</bdi></strong>{r.words && <>, <q><bdi>{r.words}</bdi></q></>}
    {r.reason && <> (<bdi>{r.reason}</bdi>)</>} {r.undone ? <span class="dim">undone by {r.undone}</span> :
      r.kind !== "undo" && <button type="button" aria-label={`Undo ruling ${r.id}`} onClick={() => undo(r)}>undo</button>}
  </li>)}</ol>;
}

type Make = (values: FormData) => NewRuling[];
function Form({ label, make, act, children }: { label: string; make: Make; act: (made: NewRuling[]) => void; children?: preact.ComponentChildren }) {
  return <form class="act" aria-label={label} onSubmit={(e) => { e.preventDefault(); act(make(new FormData(e.currentTarget))); }}>
    {children} <input name="reason" type="text" placeholder="reason" aria-label={`Reason, ${label}`} /> <button type="submit">{label}</button>
  </form>;
}

export function Decide({ page, act }: { page: IncidentPage; act: (made: NewRuling[]) => void }) {
  const words = useAnswer<Words>("/api/words").value;
  const i = page.incident, base = { incident: i.id, version: i.version };
  const text = (values: FormData, name: string) => String(values.get(name) ?? "").trim();
  const make = (kind: string, more: (v: FormData) => Partial<NewRuling> = () => ({})): Make => (v) => [{ kind, ...base, reason: text(v, "reason"), ...more(v) }];
  return <details class="decide"><summary>Rule on this incident</summary>
    <Form label="Accept" act={act} make={make("accept")} />
    <Form label="Reject" act={act} make={make("reject")} />
    <Form label="Grade" act={act} make={make("grade", (v) => ({ now: text(v, "grade") }))}>
      <select name="grade" aria-label="Grade">{(words?.grades ?? []).map((g) => <option key={g}>{g}</option>)}</select></Form>
    <Form label="Correct" act={act} make={make("correct", (v) => ({ field: text(v, "field"), now: text(v, "now") }))}>
      <select name="field" aria-label="Field">{(words?.incident_fields ?? []).map((f) => <option key={f}>{f}</option>)}</select> <input name="now" type="text" placeholder="7-9, 2031-03-04, NAME=alleged" aria-label="New value" /></Form>
    <Form label="Merge" act={act} make={make("merge", (v) => ({ other: Number(v.get("other")) }))}><input name="other" type="number" min="1" required placeholder="incident" aria-label="Merge with incident number" /></Form>
    {page.reports.length > 1 && <Form label="Split off" act={act}
      make={(v) => v.getAll("report").map((r, k) => ({ kind: k ? "assign" : "split", ...base, report: Number(r), reason: text(v, "reason") }))}>
      <fieldset><legend>Reports that tell of another incident</legend>{page.reports.map((r) => <label key={r.report} class="flag"><input type="checkbox" name="report" value={r.report} /><bdi>{reportName(r)}</bdi> {when(r.published)}</label>)}</fieldset></Form>}
    <Form label="Note" act={act} make={make("note")} />
  </details>;
}
