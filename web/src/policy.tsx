// The policy in force for one incident: how its numbers are counted, what each rests on, what the policy passes over.
import type { Claim, Count } from "./api";
import { count, range } from "./words";

export const POLICIES: [string, string, string][] = [
  ["all", "all that stands", "from the lowest to the highest that stands; nothing is left out"],
  ["lowest", "lowest", "the lowest of the numbers told"],
  ["best", "low, best, high", "between the lowest and the highest, the number that most origins tell"],
  ["officials", "officials only", "only what bodies of a state say"],
  ["origins", "independent origins", "each independent origin once, by the newest number it tells"],
];
const SHOWN: [string, string][] = [["killed", "Killed"], ["injured", "Injured"], ["civilians_killed", "Civilians killed"], ["civilians_injured", "Civilians injured"]];

/** The claims that numbers by this policy rest on. */
export function basisOf(counts: Count[], policy: string): Set<number> {
  return new Set(counts.filter((c) => c.policy === policy).flatMap((c) => c.claims));
}

function Words({ n, claim }: { n: number; claim: Claim | undefined }) {
  return claim ? <a href={`#/report/${claim.report}?claim=${claim.id}`} title={`“${claim.evidence}”`}>{count(n)}</a> : <>{count(n)}</>;
}

/** Each end of the range leads to the words it was told in. */
function Number({ by, claims }: { by: Count; claims: Claim[] }) {
  const { low, high } = by.range, best = by.best;
  if (low === null && high === null) return <b>unsaid</b>;
  const told = claims.filter((c) => by.claims.includes(c.id) && c.figure);
  const of = (n: number | null) => told.find((c) => c.figure!.low === n) ?? told.find((c) => c.figure!.high === n);
  if (low === null || high === null || (low === high && best === null)) {
    const n = low ?? high!, [before] = range(by.range).split(count(n));
    return <b>{before}<Words n={n} claim={of(n)} /></b>;
  }
  return <b><Words n={low} claim={of(low)} />{high !== low && <>–<Words n={high} claim={of(high)} /></>}{best !== null && high !== low && <>, best <Words n={best} claim={of(best)} /></>}</b>;
}

export function Numbers({ counts, policy, claims }: { counts: Count[]; policy: string; claims: Claim[] }) {
  const by = (what: string) => counts.find((c) => c.policy === policy && c.what === what);
  return <>{SHOWN.map(([what, label]) => {
    const told = by(what);
    if (!told || (what === "civilians_injured" && told.range.low === null && told.range.high === null)) return null;
    return <span key={what}>{label} <Number by={told} claims={claims} /></span>;
  })}</>;
}

export function PolicySwitch({ counts, policy, choose }: { counts: Count[]; policy: string; choose: (policy: string) => void }) {
  const mine = counts.filter((c) => c.policy === policy), passed = mine.filter((c) => c.what === "killed" || c.what === "injured").reduce((n, c) => n + c.n_passed_over, 0);
  const said = POLICIES.find(([name]) => name === policy)!;
  return <div class="policies">
    <label>Counted by <select value={policy} onChange={(e) => choose(e.currentTarget.value)}>{POLICIES.map(([name, label]) => <option key={name} value={name}>{label}</option>)}</select></label>
    <span class="policy" role="status">{said[2]}. {passed > 0 ? `${count(passed)} ${passed === 1 ? "claim" : "claims"} of such numbers passed over; ✓ marks those that count.` : "✓ marks the claims that count."}</span>
  </div>;
}
