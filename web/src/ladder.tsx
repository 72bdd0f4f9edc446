// The figure ladder: time across, number up, one colour a speaker; a part of a total is a point of its own, in no step. The table beside it holds the same.
import type { Claim, Report } from "./api";
import { content, speaker, when } from "./words";

const WIDE = 560, HIGH = 200, LEFT = 40, FOOT = 22, N_COLOURS = 8;

interface Step { claim: Claim; at: number; low: number; high: number; isPart: boolean }

/** Of some of the dead only: civilians, fighters, those of one side. */
const isPart = ({ figure: f }: Claim) => f!.civilian === "yes" || f!.civilian === "no" || f!.party !== null;

function stepsOf(claims: Claim[], reports: Map<number, Report>): Step[] {
  return claims.flatMap((claim) => {
    const said = claim.as_of ?? reports.get(claim.report)?.published, f = claim.figure!;
    const at = said ? Date.parse(said) : NaN, low = f.low ?? f.high, high = f.high ?? f.low;
    return f.effect === "killed" && !Number.isNaN(at) && low !== null && high !== null ? [{ claim, at, low, high, isPart: isPart(claim) }] : [];
  });
}

export function Ladder({ claims, reports }: { claims: Claim[]; reports: Map<number, Report> }) {
  const steps = stepsOf(claims, reports);
  if (steps.length < 2) return null;
  const speakers = [...new Set(steps.map((s) => speaker(s.claim)))];
  const first = Math.min(...steps.map((s) => s.at)), last = Math.max(...steps.map((s) => s.at)), most = Math.max(1, ...steps.map((s) => s.high));
  const x = (at: number) => LEFT + 8 + (last > first ? ((at - first) / (last - first)) * (WIDE - LEFT - 24) : 0);
  const y = (n: number) => HIGH - 8 - (n / most) * (HIGH - 20);
  return <figure class="ladder">
    <figcaption>Killed, as it was said</figcaption>
    <svg viewBox={`0 0 ${WIDE} ${HIGH + FOOT}`} role="img" aria-label="Number of killed by the time it was said; the table below has the same">
      {[0, Math.round(most / 2), most].map((n) => <g key={n}><line class="grid" x1={LEFT} x2={WIDE} y1={y(n)} y2={y(n)} /><text x={LEFT - 6} y={y(n) + 4} text-anchor="end">{n}</text></g>)}
      {speakers.map((name, k) => {
        const mine = steps.filter((s) => speaker(s.claim) === name).sort((a, b) => a.at - b.at), colour = `speaker-${k % N_COLOURS}`;
        const d = mine.filter((s) => !s.isPart).map((s, n) => (n ? `H${x(s.at)}V${y(s.high)}` : `M${x(s.at)} ${y(s.high)}`)).join("");
        return <g key={name} class={colour}><path d={d} fill="none" />
          {mine.map((s) => <a key={s.claim.id} href={`#/report/${s.claim.report}?claim=${s.claim.id}`} aria-label={`${name}: ${content(s.claim)}`}>
            {s.low !== s.high && <line x1={x(s.at)} x2={x(s.at)} y1={y(s.low)} y2={y(s.high)} />}
            {s.isPart ? <circle class="part-of" cx={x(s.at)} cy={y(s.high)} r="4" /> : s.claim.revises ? <rect x={x(s.at) - 4.5} y={y(s.high) - 4.5} width="9" height="9" /> : <circle cx={x(s.at)} cy={y(s.high)} r="5" />}
            <title>{name}: {content(s.claim)}{s.isPart && " (a part)"}, {when(s.claim.as_of ?? reports.get(s.claim.report)?.published ?? null)}{s.claim.how ? `, ${s.claim.how}` : ""}</title></a>)}</g>;
      })}
      <text x={LEFT} y={HIGH + FOOT - 6}>{new Date(first).toISOString().slice(0, 10)}</text>
      {last > first && <text x={WIDE} y={HIGH + FOOT - 6} text-anchor="end">{new Date(last).toISOString().slice(0, 10)}</text>}
    </svg>
    <ul class="legend">{speakers.map((name, k) => <li key={name} class={`speaker-${k % N_COLOURS}`}><bdi>{name}</bdi></li>)}</ul>
    {steps.some((s) => s.isPart) && <p class="dim">Hollow points are parts of a total: they stand beside the steps and never move them.</p>}
  </figure>;
}
