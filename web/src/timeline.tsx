// How many incidents in each day or month; a click keeps only those.
const WIDE = 560, HIGH = 90, FOOT = 16;

/** The periods between the first and the last, those without incidents too. */
function filled(periods: [string, number][]): [string, number][] {
  if (!periods.length) return [];
  const known = new Map(periods), byDay = periods[0][0].length > 7, out: [string, number][] = [];
  const at = new Date(periods[0][0] + (byDay ? "" : "-01") + "T00:00:00Z"), last = periods[periods.length - 1][0];
  for (let k = 0; k < 3000; k++) {
    const name = at.toISOString().slice(0, byDay ? 10 : 7);
    out.push([name, known.get(name) ?? 0]);
    if (name >= last) break;
    if (byDay) at.setUTCDate(at.getUTCDate() + 1);
    else at.setUTCMonth(at.getUTCMonth() + 1);
  }
  return out;
}

interface Props { periods: [string, number][]; lit?: string; light: (period?: string) => void; since: string | null; until: string | null; choose: (period: string) => void }

export function Timeline({ periods, lit, light, since, until, choose }: Props) {
  const bars = filled(periods.filter(([p]) => p.length >= 7)), most = Math.max(1, ...bars.map(([, n]) => n));
  if (!bars.length) return <p class="empty">No dated incident.</p>;
  const step = WIDE / bars.length;
  const chosen = (p: string) => since !== null && until !== null && p >= since && p <= until + "~";
  return <figure class="timeline">
    <figcaption>Incidents by {bars[0][0].length > 7 ? "day" : "month"}, at most {most}</figcaption>
    <svg viewBox={`0 0 ${WIDE} ${HIGH + FOOT}`} role="group" aria-label="Timeline">
      {bars.map(([p, n], k) => n > 0 && <rect key={p} class={"bar" + (chosen(p) ? " chosen" : "") + (lit?.startsWith(p) ? " lit" : "")} x={k * step} width={Math.max(1, step - 1)} y={HIGH - (n / most) * (HIGH - 4)} height={(n / most) * (HIGH - 4)}
        role="button" tabIndex={0} aria-label={`${p}: ${n} incidents`} aria-pressed={chosen(p)} onMouseEnter={() => light(p)} onMouseLeave={() => light(undefined)} onFocus={() => light(p)} onBlur={() => light(undefined)} onClick={() => choose(p)}
        onKeyDown={(e) => { if (e.key === "Enter" || e.key === " ") { e.preventDefault(); choose(p); } }}><title>{p}: {n}</title></rect>)}
      <text x={0} y={HIGH + FOOT - 3}>{bars[0][0]}</text>
      {bars.length > 1 && <text x={WIDE} y={HIGH + FOOT - 3} text-anchor="end">{bars[bars.length - 1][0]}</text>}
    </svg>
  </figure>;
}
