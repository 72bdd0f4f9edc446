// One report as it was published: marks underlined, claims tinted, comments folded at the end.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Claim, Mention, Part, ReportPage } from "./api";
import { useAnswer } from "./use";
import { content, reportName, speaker, when } from "./words";

// Roles that the look of the words already tells.
const SILENT = new Set(["body", "title", "heading", "standfirst"]);

interface Mark { start: number; end: number; claims: Claim[]; mention?: Mention }

/** The stretches of [start, end) between all borders, each with what covers it. */
function cut(start: number, end: number, claims: Claim[], mentions: Mention[]): Mark[] {
  const inside = claims.filter((c) => c.start! < end && c.end! > start), names = mentions.filter((m) => m.start < end && m.end > start);
  const borders = new Set([start, end]);
  for (const s of [...inside, ...names]) { borders.add(Math.max(start, s.start!)); borders.add(Math.min(end, s.end!)); }
  const at = [...borders].sort((a, b) => a - b);
  return at.slice(1).map((to, k) => ({ start: at[k], end: to, claims: inside.filter((c) => c.start! <= at[k] && c.end! >= to), mention: names.find((m) => m.start <= at[k] && m.end >= to) }));
}

function Marked({ text, start, end, page, chosen }: { text: string[]; start: number; end: number; page: ReportPage; chosen?: number }) {
  return <>{cut(start, end, page.claims, page.mentions).map((m) => {
    const words = text.slice(m.start, m.end).join("");
    const named: ComponentChildren = m.mention ? <span class={`mention ${m.mention.type}`} title={m.mention.type + (m.mention.name ? `: ${m.mention.name}` : "")}>{words}</span> : words;
    if (!m.claims.length) return <span key={m.start}>{named}</span>;
    const lit = m.claims.some((c) => c.id === chosen);
    return <mark key={m.start} class={lit ? "chosen" : ""} data-claims={m.claims.map((c) => c.id).join(" ")} title={m.claims.map((c) => `${speaker(c)} ${c.stance}: ${content(c)}`).join("\n")}>{named}</mark>;
  })}</>;
}

function Stretch({ part, text, page, chosen }: { part: Part; text: string[]; page: ReportPage; chosen?: number }) {
  const mine = page.claims.filter((c) => c.start! >= part.start && c.start! < part.end);
  const said = <Marked text={text} start={part.start} end={part.end} page={page} chosen={chosen} />;
  const by = [part.author, part.handle, when(part.published)].filter(Boolean).join(", ");
  return <div class={`part ${part.role}`} style={part.role === "comment" ? { marginInlineStart: `${Math.min(part.depth, 12)}em` } : undefined}>
    <div class="said" dir="auto">
      {!SILENT.has(part.role) && <span class="role">{part.role}{by && <>: <bdi>{by}</bdi></>}</span>}
      {part.role === "title" ? <h1>{said}</h1> : part.role === "heading" ? <h2>{said}</h2> : <p>{said}</p>}
    </div>
    <ul class="margin">{mine.map((c) => <li key={c.id} class={c.id === chosen ? "chosen" : ""}>
      {c.incident ? <a href={`#/incident/${c.incident}`}><bdi>{speaker(c)}</bdi>: {content(c)}</a> : <><bdi>{speaker(c)}</bdi>: {content(c)}</>}{c.stance !== "asserts" && <span class="standing"> {c.stance}</span>}{c.state && <span class="ruled"> {c.state}</span>}{c.ruled && <span class="ruled"> set by a person: {c.ruled.replaceAll(" ", ", ")}</span>}</li>)}</ul>
  </div>;
}

/** Only addresses that a browser may follow; others are shown as words. */
function Address({ url }: { url: string }) {
  return /^https?:\/\//i.test(url) ? <a href={url} rel="noreferrer noopener nofollow" target="_blank">{url}</a> : <span>{url}</span>;
}

export function ReportView({ id, claim }: { id: number; claim?: number }) {
  const answer = useAnswer<ReportPage>(`/api/reports/${id}`);
  const page = answer.value, top = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!page) return;
    document.title = `casus: ${page.report.title ?? page.report.id}`;
    const shown = top.current?.querySelector("mark.chosen");
    const folded = shown?.closest("details");
    if (folded) folded.open = true;
    shown?.scrollIntoView({ block: "center" });
  }, [page, claim]);
  if (answer.wrong) return <p class="wrong" role="alert">{answer.wrong} <a href="#/">All incidents</a></p>;
  if (!page) return <p class="empty">…</p>;
  const r = page.report, text = Array.from(page.text);
  const comments = page.parts.filter((p) => p.role === "comment"), own = page.parts.filter((p) => p.role !== "comment");
  const inComments = page.claims.filter((c) => comments.some((p) => c.start! >= p.start && c.start! < p.end)).length;
  return <article class="report" ref={top}>
    <p class="source"><bdi>{reportName(r)}</bdi>{r.author && r.publisher && <>, <bdi>{r.author}</bdi></>} · {when(r.published) || "undated"}</p>
    {r.title && !own.some((p) => p.role === "title") && <h1 dir="auto">{r.title}</h1>}
    {own.map((p) => <Stretch key={p.nth} part={p} text={text} page={page} chosen={claim} />)}
    {comments.length > 0 && <details><summary>{comments.length} comments by readers, with {inComments} claims of their own</summary>
      {comments.map((p) => <Stretch key={p.nth} part={p} text={text} page={page} chosen={claim} />)}</details>}
    {page.claims.length > 0 && <p><a href={`#/blind?report=${id}`}>Second coding of this report</a></p>}
    <dl class="origin">
      {r.url && <><dt>Address</dt><dd><Address url={r.url} /></dd></>}
      {r.captured && <><dt>Captured</dt><dd>{when(r.captured)}</dd></>}
      <dt>Read from</dt><dd>{r.id}</dd><dt>SHA-256 of what was read</dt><dd><code>{r.sha256}</code></dd>
    </dl>
  </article>;
}
