// The overview: filters in the address, the list, the map, the timeline.
import { useEffect, useState } from "preact/hooks";
import type { Incident, Overview, Words } from "./api";
import { ExportForm } from "./export";
import { WorldMap } from "./map";
import { Timeline } from "./timeline";
import { type Answer, useAnswer } from "./use";
import { count, days, range, where } from "./words";

const PAGE = 100;
const FIELDS: [string, string, "text" | "date" | "number"][] = [
  ["text", "Words", "text"], ["since", "From", "date"], ["until", "To", "date"], ["place", "Place", "text"], ["party", "Party", "text"],
  ["source", "Source", "text"], ["killed", "Killed at least", "number"],
];

function addressOf(query: URLSearchParams): string {
  const kept = new URLSearchParams([...query].filter(([, value]) => value !== ""));
  return "#/" + (kept.size ? "?" + kept : "");
}

function go(query: URLSearchParams, name: string, value: string) {
  const next = new URLSearchParams(query);
  next.delete("offset");
  if (value) next.set(name, value);
  else next.delete(name);
  location.hash = addressOf(next);
}

function Choice({ query, name, label, words }: { query: URLSearchParams; name: string; label: string; words: string[] }) {
  return <label>{label}
    <select value={query.get(name) ?? ""} onChange={(e) => go(query, name, e.currentTarget.value)}>
      <option value="">any</option>
      {words.map((w) => <option key={w} value={w}>{w}</option>)}
    </select>
  </label>;
}

function Flag({ query, name, label }: { query: URLSearchParams; name: string; label: string }) {
  return <label class="flag"><input type="checkbox" checked={query.get(name) === "1"} onChange={(e) => go(query, name, e.currentTarget.checked ? "1" : "")} />{label}</label>;
}

function Field({ query, name, label, kind }: { query: URLSearchParams; name: string; label: string; kind: string }) {
  const given = query.get(name) ?? "";
  const [typed, setTyped] = useState(given);
  useEffect(() => setTyped(given), [given]);
  return <label>{label}
    <input type={kind === "date" ? "text" : kind} min={kind === "number" ? 0 : undefined} inputMode={kind === "number" ? "numeric" : undefined} placeholder={kind === "date" ? "2031-03" : ""}
      value={typed} onInput={(e) => setTyped(e.currentTarget.value)} onChange={(e) => go(query, name, e.currentTarget.value.trim())} />
  </label>;
}

function Filters({ query }: { query: URLSearchParams }) {
  const words = useAnswer<Words>("/api/words");
  return <form class="filters" aria-label="Filters" onSubmit={(e) => e.preventDefault()}>
    {FIELDS.map(([name, label, kind]) => <Field key={name} query={query} name={name} label={label} kind={kind} />)}
    <Choice query={query} name="type" label="What" words={words.value?.types ?? []} />
    <Choice query={query} name="standing" label="Standing" words={words.value?.standings ?? []} />
    <Choice query={query} name="grade" label="Grade" words={words.value?.grades ?? []} />
    <Flag query={query} name="review" label="Needs review" />
    <Flag query={query} name="comments" label="Also what only readers' comments tell" />
    {query.size > 0 && <a href="#/">Clear all filters</a>}
  </form>;
}

function Row({ i, lit, light }: { i: Incident; lit: boolean; light: (id?: number) => void }) {
  return <tr class={lit ? "lit" : ""} onMouseEnter={() => light(i.id)} onMouseLeave={() => light(undefined)}>
    <td class="number"><a href={`#/incident/${i.id}`} onFocus={() => light(i.id)} onBlur={() => light(undefined)}>{i.id}</a></td>
    <td class="date">{days(i)}</td>
    <td><a href={`#/incident/${i.id}`}>{i.type}</a></td>
    <td title={i.lat === undefined ? "no point on the map" : `known to the ${i.precision}`}><bdi>{where(i)}</bdi>{i.lat === undefined && <span class="dim"> ∅</span>}</td>
    <td class="number">{range(i.killed) || <span class="dim">unsaid</span>}</td>
    <td>{i.responsible.length ? i.responsible.map((p, k) => <span key={k}>{k > 0 && " · "}<bdi>{p.party}</bdi> <span class="standing">{p.standing}</span></span>) : <span class="dim">nobody named</span>}</td>
    <td class="number" title={`${i.n_reports} reports, ${i.n_origins} origins`}>{i.n_reports} ({i.n_origins})</td>
    <td>{i.grade ?? ""}</td>
    <td>{i.state}</td>
  </tr>;
}

interface ListProps { query: URLSearchParams; answer: Answer<{ incidents: Incident[] }>; total?: number; lit: Set<number>; light: (id?: number) => void }

function List({ query, answer, total, lit, light }: ListProps) {
  const offset = Number(query.get("offset") ?? 0);
  if (answer.wrong) return <p class="wrong" role="alert">{answer.wrong}</p>;
  const rows = answer.value?.incidents ?? [];
  if (!answer.waiting && !rows.length) {
    return <p class="empty">{query.size ? <>No incident fits. <a href="#/">Clear all filters</a></> : <>The ledger is empty. Read reports into it with: <code>casus read reports/</code></>}</p>;
  }
  const page = (to: number) => { const next = new URLSearchParams(query); if (to > 0) next.set("offset", String(to)); else next.delete("offset"); return addressOf(next); };
  return <div class="list" aria-busy={answer.waiting}>
    <table>
      <thead><tr><th class="number">id</th><th>date</th><th>what</th><th>where</th><th class="number">killed</th><th>held responsible</th><th class="number" title="reports (origins)">sources</th><th>grade</th><th>state</th></tr></thead>
      <tbody>{rows.map((i) => <Row key={i.id} i={i} lit={lit.has(i.id)} light={light} />)}</tbody>
    </table>
    <nav class="pages" aria-label="Pages of the list">
      {offset > 0 && <a href={page(offset - PAGE)}>newer</a>}
      <span>{count(offset + 1)} to {count(offset + rows.length)}{total !== undefined && ` of ${count(total)}`}</span>
      {rows.length === PAGE && <a href={page(offset + PAGE)}>older</a>}
    </nav>
  </div>;
}

const TRAY = 8;

/** What the map, or the timeline, cannot show: the latest of them, and all of them in the list. */
function Tray({ query, flag, n, what }: { query: URLSearchParams; flag: string; n: number; what: string }) {
  const [open, setOpen] = useState(false);
  const all = new URLSearchParams(query), some = new URLSearchParams(query);
  all.set(flag, "1");
  some.set(flag, "1");
  some.set("limit", String(TRAY));
  const chosen = query.get(flag) === "1";
  return <details class="tray" onToggle={(e) => setOpen(e.currentTarget.open)}>
    <summary>{count(n)} {what}</summary>
    {open && <TrayRows asked={"/api/incidents?" + some} />}
    {chosen ? <a href={addressOf(new URLSearchParams([...query].filter(([name]) => name !== flag)))}>Show the others, too</a> : n > 0 && <a href={addressOf(all)}>Only these in the list</a>}
  </details>;
}

function TrayRows({ asked }: { asked: string }) {
  const rows = useAnswer<{ incidents: Incident[] }>(asked).value?.incidents ?? [];
  return <ul>{rows.map((i) => <li key={i.id}><a href={`#/incident/${i.id}`}>{i.id} {i.type}</a> <bdi>{where(i)}</bdi> {days(i)} {range(i.killed) && `${range(i.killed)} killed`}</li>)}</ul>;
}

export function OverviewView({ query: text }: { query: string }) {
  const query = new URLSearchParams(text);
  const [over, setOver] = useState<{ id?: number; period?: string }>({});
  const light = (id?: number) => setOver({ id });
  const [cell, setCell] = useState(2);
  const far = new URLSearchParams(query);
  far.delete("offset");
  const asked = new URLSearchParams(far);
  asked.set("cell", String(cell));
  const overview = useAnswer<Overview>("/api/overview?" + asked);
  const listed = new URLSearchParams(query);
  listed.set("limit", String(PAGE));
  const list = useAnswer<{ incidents: Incident[] }>("/api/incidents?" + listed);
  const rows = list.value?.incidents ?? [];
  const lit = new Set(over.period ? rows.filter((i) => i.from?.startsWith(over.period!)).map((i) => i.id) : over.id ? [over.id] : []);
  const litDay = over.period ?? rows.find((i) => i.id === over.id)?.from ?? undefined;
  useEffect(() => { document.title = "casus: incidents"; }, []);
  const seen = overview.value;
  return <div class="overview">
    <Filters query={query} />
    <section class="middle">
      <h1>Incidents</h1>
      <p class="policy" role="status">{seen ? `${count(seen.n)} ${seen.n === 1 ? "incident" : "incidents"}. Killed is the range over all claims that stand side by side; no policy leaves any out.` : " "}</p>
      <List query={query} answer={list} total={seen?.n} lit={lit} light={light} />
      <ExportForm query={far} />
    </section>
    <section class="right" aria-label="Map and timeline">
      {overview.wrong && <p class="wrong">{overview.wrong}</p>}
      <WorldMap cells={seen?.cells ?? []} lit={lit} light={light} box={query.get("box")} setBox={(box) => go(query, "box", box)} setCell={setCell} />
      <Timeline periods={seen?.periods ?? []} lit={litDay} light={(period) => setOver({ period })} since={query.get("since")} until={query.get("until")}
        choose={(period) => { const next = new URLSearchParams(far); const same = query.get("since") === period && query.get("until") === period;
          if (same) { next.delete("since"); next.delete("until"); } else { next.set("since", period); next.set("until", period); } location.hash = addressOf(next); }} />
      {seen && <Tray query={far} flag="unplaced" n={seen.n_unplaced} what="without a point on the map" />}
      {seen && <Tray query={far} flag="undated" n={seen.n_undated} what="without a date" />}
    </section>
  </div>;
}
