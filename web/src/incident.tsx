// One incident: what, where, when; how the figures moved; who says what; which reports, of which origins.
import { useEffect, useState } from "preact/hooks";
import type { Claim, IncidentPage, Report } from "./api";
import { PackButton } from "./export";
import { Ladder } from "./ladder";
import { Matrix } from "./matrix";
import { basisOf, Numbers, POLICIES, PolicySwitch } from "./policy";
import { Decide, History, Person, useRule } from "./rulings";
import { useAnswer } from "./use";
import { content, days, reportName, speaker, when, where } from "./words";

function Words({ claim }: { claim: Claim }) {
  return <a class="words" dir="auto" href={`#/report/${claim.report}?claim=${claim.id}`}>“{claim.evidence}”</a>;
}

/** counted: the claims that the policy in force counts; none where it is not asked about. */
function Steps({ claims, reports, counted }: { claims: Claim[]; reports: Map<number, Report>; counted?: Set<number> }) {
  return <table class="steps">
    <thead><tr><th>when said</th><th>how many</th><th>who says so</th><th>through</th><th>words</th></tr></thead>
    <tbody>{claims.map((c) => <tr key={c.id} class={c.source_kind === "commenter" ? "comment" : ""}>
      <td class="date">{when(c.as_of ?? reports.get(c.report)?.published ?? null) || "undated"}</td>
      <td>{content(c)}{counted?.has(c.id) && <span class="counted" title="counted by the policy in force"> ✓<span class="unseen"> counted</span></span>}{c.stance !== "asserts" && <span class="standing"> {c.stance}</span>}{c.how && <span class="kind"> {c.how}</span>}{c.ruled && <span class="ruled"> set by a person: {c.ruled.replaceAll(" ", ", ")}</span>}{c.state && <span class="ruled"> {c.state}</span>}</td>
      <td><bdi>{speaker(c)}</bdi></td>
      <td><bdi>{c.via ?? reportName(reports.get(c.report))}</bdi></td>
      <td><Words claim={c} /></td>
    </tr>)}</tbody>
  </table>;
}

function Responsible({ page }: { page: IncidentPage }) {
  const parties = page.incident.responsible;
  if (!parties.length) return <p>Nobody is named.</p>;
  const said = page.claims.filter((c) => c.about === "responsibility");
  return <dl class="parties">{parties.map((p) => <div key={p.party}>
    <dt><bdi>{p.party}</bdi> <span class="standing">{p.standing}</span></dt>
    {said.filter((c) => c.party === p.party).map((c) => <dd key={c.id}><bdi>{speaker(c)}</bdi> <strong>{c.stance}</strong>{c.how ? ` (${c.how})` : ""}: <Words claim={c} /></dd>)}
  </div>)}</dl>;
}

function Sources({ reports }: { reports: Report[] }) {
  const origins = new Map<number, Report[]>();
  for (const r of reports) origins.set(r.origin, [...(origins.get(r.origin) ?? []), r]);
  return <>
    <p>{reports.length} {reports.length === 1 ? "report" : "reports"}, {origins.size} {origins.size === 1 ? "origin" : "origins"}. Reports of one origin stand together and count once.</p>
    <ul class="sources">{[...origins.entries()].map(([origin, same]) => <li key={origin}>{same.map((r, k) => <span key={r.report}>{k > 0 && " = "}
      <a href={`#/report/${r.report}`}><bdi>{reportName(r)}</bdi></a> <span class="dim">{when(r.published) || "undated"}</span>{r.title && <> <bdi class="title">{r.title}</bdi></>}</span>)}</li>)}</ul>
  </>;
}

/** Why these reports are held to tell of one incident: what agrees, what differs, what one of them does not say. */
function Matches({ page, reports }: { page: IncidentPage; reports: Map<number, Report> }) {
  const points = (n: number) => (n > 0 ? `+${n}` : `${n}`);
  return <details class="matches"><summary>Why these reports were matched</summary>
    <ul>{page.matches.map((m) => {
      const said = (verdict: string) => m.parts.filter((p) => p.verdict === verdict), told = (verdict: string) => said(verdict).map((p) => `${p.what} ${points(p.points)}`).join(", ");
      return <li key={`${m.report} ${m.other}`}><bdi>{reportName(reports.get(m.report))}</bdi> with <bdi>{reportName(reports.get(m.other))}</bdi>: <b>{m.points}</b> points, {m.threshold} make two reports one.
        {told("agree") && <> Agree: {told("agree")}.</>}{told("differ") && <> Differ: {told("differ")}.</>}{said("missing").length > 0 && <span class="dim"> Not said by one of them: {said("missing").map((p) => p.what).join(", ")}.</span>}
        {m.points < m.threshold && <span class="dim"> Others stand between them, or a person put them together.</span>}</li>;
    })}</ul></details>;
}

export function IncidentView({ id, query: text }: { id: number; query: string }) {
  const query = new URLSearchParams(text), asked = query.get("policy"), policy = POLICIES.some(([name]) => name === asked) ? asked! : "all";
  const [turn, setTurn] = useState(0);
  const deciding = useRule(() => setTurn((n) => n + 1));
  const answer = useAnswer<IncidentPage>(`/api/incidents/${id}`, turn);
  const page = answer.value;
  useEffect(() => { if (page) document.title = `casus: ${page.incident.type}, ${where(page.incident)}`; }, [page]);
  if (answer.wrong) return <p class="wrong" role="alert">{answer.wrong} <a href="#/">All incidents</a></p>;
  if (!page) return <p class="empty">…</p>;
  const ruled = new Set((page.incident.ruled ?? "").split(" "));
  const i = page.incident, reports = new Map(page.reports.map((r) => [r.report, r]));
  const figures = page.claims.filter((c) => c.figure && c.source_kind !== "commenter");
  const comments = page.claims.filter((c) => c.source_kind === "commenter");
  const other = page.claims.filter((c) => !c.figure && c.about !== "responsibility" && c.source_kind !== "commenter");
  return <article class="incident">
    <h1>{i.type} · <bdi>{where(i)}</bdi> · {days(i)}</h1>
    <p class="summary">
      <Numbers counts={page.counts} policy={policy} claims={page.claims} /><span>Grade <b>{i.grade ?? "none"}</b>{i.grade && (ruled.has("grade") ? " (decided)" : " (proposed)")}</span>
      <span>{i.n_reports} reports, {i.n_origins} origins</span><span>{i.state}</span>{i.ruled && <span class="ruled">set by a person: {i.ruled.replaceAll(" ", ", ")}</span>}
    </p>
    <PolicySwitch counts={page.counts} policy={policy} choose={(name) => { location.hash = `#/incident/${i.id}${name === "all" ? "" : `?policy=${name}`}`; }} />
    <div class="two">
      <section><h2>How the figures moved</h2>
        {figures.length ? <><Ladder claims={figures} reports={reports} /><Steps claims={figures} reports={reports} counted={basisOf(page.counts, policy)} /></> : <p>No figure is given.</p>}</section>
      <section><h2>Who says what</h2><Matrix claims={page.claims.filter((c) => c.source_kind !== "commenter")} /></section>
    </div>
    <section><h2>Who did it</h2><Responsible page={page} /></section>
    {other.length > 0 && <section><h2>Also said</h2><ul>{other.map((c) => <li key={c.id}>{content(c)} · <bdi>{speaker(c)}</bdi>{c.stance !== "asserts" && ` (${c.stance})`}: <Words claim={c} /></li>)}</ul></section>}
    {page.rejected.length > 0 && <details><summary>{page.rejected.length} claims rejected, in no range</summary><ul>{page.rejected.map((c) => <li key={c.id}>{content(c)} · <bdi>{speaker(c)}</bdi>: <Words claim={c} /></li>)}</ul></details>}
    <section><h2>Sources</h2><Sources reports={page.reports} />{page.matches.length > 0 && <Matches page={page} reports={reports} />}<PackButton incident={i.id} /></section>
    {comments.length > 0 && <details><summary>{comments.length} claims in readers' comments, in no range</summary><Steps claims={comments} reports={reports} /></details>}
    <section><h2>Rulings</h2>
      <p><a href={`#/blind?incident=${i.id}`}>Second coding of this incident</a></p>
      {deciding.wrong && <p class="wrong" role="alert">{deciding.wrong}</p>}
      <History rulings={page.rulings} undo={(r) => void deciding.rule([{ kind: "undo", undoes: r.id }])} />
      <Person person={deciding.person} setPerson={deciding.setPerson} />
      <Decide page={page} act={(made) => void deciding.rule(made)} /></section>
  </article>;
}
