// The second coding: each person rules on the claims of an incident, or of a report, without seeing another's rulings; then they are compared.
import { useEffect, useState } from "preact/hooks";
import type { Agreement, Claim, IncidentPage, NewRuling, ReportPage, Ruling, Words } from "./api";
import { Person, useRule } from "./rulings";
import { useAnswer } from "./use";
import { content, count, decided, reportName, speaker, where, days } from "./words";

function Compared({ round }: { round: string }) {
  const answer = useAnswer<Agreement>(`/api/agreement?round=${encodeURIComponent(round)}`);
  const a = answer.value;
  if (answer.wrong) return <p class="wrong" role="alert">{answer.wrong}</p>;
  if (!a) return <p class="empty">…</p>;
  if (!a.fields.length) return <p>No two people have ruled on the same claim in “<bdi>{round}</bdi>” yet.</p>;
  return <>
    <table class="agreement"><caption>Agreement by field; alpha is Krippendorff's</caption>
      <thead><tr><th>of</th><th>field</th><th class="number">coded by two</th><th class="number">differ</th><th class="number">alpha</th></tr></thead>
      <tbody>{a.fields.map((f) => <tr key={`${f.field} ${f.of_claim}`}><td>{f.of_claim ? "claim" : "incident"}</td><td>{f.field}</td><td class="number">{count(f.n)}</td><td class="number">{count(f.differ)}</td>
        <td class="number">{f.alpha === null ? "none: no two values differ" : f.alpha.toFixed(3)}</td></tr>)}</tbody></table>
    <h2>Where they differ: {count(a.n_differences)}</h2>
    <ul class="differences">{a.differences.map((d, k) => <li key={k}>{d.claim ? `claim ${d.claim}` : `incident ${d.incident}`}, {d.field}: <bdi>{d.person}</bdi> says <b><bdi>{d.value ?? "unsaid"}</bdi></b>, <bdi>{d.other_person}</bdi> says <b><bdi>{d.other_value ?? "unsaid"}</bdi></b></li>)}</ul>
  </>;
}

interface CodeProps { claim: Claim; mine: Ruling[]; fields: string[]; act: (made: Omit<NewRuling, "version">) => void }

function Code({ claim, mine, fields, act }: CodeProps) {
  const label = `claim ${claim.id}`;
  return <li class="coded">
    <blockquote dir="auto">{claim.sentence}</blockquote>
    <p><bdi>{speaker(claim)}</bdi> <strong>{claim.stance}</strong> <bdi>{content(claim)}</bdi> <a href={`#/report/${claim.report}?claim=${claim.id}`}>the report</a></p>
    {mine.length > 0 && <p class="ruled">you: {mine.map((r) => <span key={r.id} class={r.undone ? "undone" : ""}>{decided(r)} {!r.undone && r.kind !== "undo" && <button type="button" aria-label={`Undo ruling ${r.id}`} onClick={() => act({ kind: "undo", undoes: r.id })}>undo</button>} </span>)}</p>}
    <form class="act" aria-label={`Code ${label}`} onSubmit={(e) => {
      e.preventDefault();
      const values = new FormData(e.currentTarget);
      act({ kind: "correct", claim: claim.id, field: String(values.get("field")), now: String(values.get("now")) });
      e.currentTarget.reset();
    }}>
      <button type="button" aria-label={`Accept ${label}`} onClick={() => act({ kind: "accept", claim: claim.id })}>Accept</button>
      <button type="button" aria-label={`Reject ${label}`} onClick={() => act({ kind: "reject", claim: claim.id })}>Reject</button>
      <select name="field" aria-label={`Field of ${label}`}>{fields.map((f) => <option key={f} selected={f === (claim.figure ? "figure" : "")}>{f}</option>)}</select>
      <input name="now" type="text" aria-label={`New value of ${label}`} placeholder="7-9" /> <button type="submit">Correct</button>
    </form>
  </li>;
}

/** What is coded: the claims of an incident, or of a report, whatever incident each of them tells of. */
interface Subject { of: "incident" | "report"; id: number }

function Coding({ subject: { of, id }, round }: { subject: Subject; round: string }) {
  const [turn, setTurn] = useState(0);
  const deciding = useRule(() => setTurn((n) => n + 1));
  const page = useAnswer<IncidentPage | ReportPage>(`/api/${of}s/${id}`, turn), words = useAnswer<Words>("/api/words").value;
  const mine = useAnswer<{ rulings: Ruling[] }>(`/api/rulings?limit=1000&round=${encodeURIComponent(round)}&person=${encodeURIComponent(deciding.person || " ")}`, turn);
  const said = (claim: Claim) => (mine.value?.rulings ?? []).filter((r) => r.claim === claim.id);
  const told = page.value, claims = told ? [...told.claims, ...("rejected" in told ? told.rejected : [])].sort((a, b) => a.id - b.id) : [];
  return <section>
    <Person person={deciding.person} setPerson={deciding.setPerson} />
    {(deciding.wrong || page.wrong || mine.wrong) && <p class="wrong" role="alert">{deciding.wrong || page.wrong || mine.wrong}</p>}
    {told && <p><a href={`#/${of}/${id}`}>{of} {id}</a>: <bdi>{"incident" in told ? `${told.incident.type}, ${where(told.incident)}, ${days(told.incident)}` : told.report.title ?? reportName(told.report)}</bdi>. {claims.filter((c) => said(c).some((r) => !r.undone && r.kind !== "undo")).length} of {claims.length} claims coded by you.</p>}
    <ol class="codings">{claims.map((c) => <Code key={c.id} claim={c} mine={said(c)} fields={words?.claim_fields ?? []}
      act={(made) => void deciding.rule([{ ...made, round }])} />)}</ol>
  </section>;
}

export function BlindView({ query }: { query: string }) {
  const asked = new URLSearchParams(query), round = asked.get("round") ?? "", report = Number(asked.get("report")) || 0, incident = Number(asked.get("incident")) || 0, compares = asked.has("compare");
  useEffect(() => { document.title = "casus: second coding"; }, []);
  return <div class="review">
    <h1>Second coding</h1>
    <p>Two people rule on the same claims, neither seeing what the other made of them. These rulings change nothing; afterwards they are compared.</p>
    <form class="act" aria-label="Which coding" onSubmit={(e) => {
      e.preventDefault();
      const values = new FormData(e.currentTarget), on = Number(values.get("on"));
      location.hash = `#/blind?round=${encodeURIComponent(String(values.get("round")).trim())}${on ? `&${values.get("of")}=${on}` : "&compare"}`;
    }}>
      <label>Its name <input name="round" type="text" required value={round} /></label>
      <label>Claims of <select name="of"><option value="incident" selected={!report}>incident</option><option value="report" selected={!!report}>report</option></select></label>
      <label>number <input name="on" type="number" min="1" value={incident || report || ""} /></label>
      <button type="submit">Open</button> {round && <a href={`#/blind?round=${encodeURIComponent(round)}&compare`}>Compare: shows what everybody ruled</a>}
    </form>
    {round && compares ? <Compared round={round} /> : round && (incident || report) ? <Coding key={`${round} ${incident} ${report}`} subject={incident ? { of: "incident", id: incident } : { of: "report", id: report }} round={round} /> : null}
  </div>;
}
