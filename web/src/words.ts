// How values are written for a person.
import type { Claim, Incident, Range, Report, Ruling } from "./api";

const DASH = "–";

/** "7–19", "at least 7", "up to 19", "7"; "" when nothing is known. */
export function range(r: Range): string {
  if (r.low === null && r.high === null) return "";
  if (r.low === r.high) return count(r.low!);
  if (r.high === null) return `at least ${count(r.low!)}`;
  if (r.low === null) return `up to ${count(r.high)}`;
  return `${count(r.low)}${DASH}${count(r.high)}`;
}

export function count(n: number): string {
  return n.toLocaleString("en");
}

export function days(i: Incident): string {
  if (!i.from && !i.to) return "undated";
  if (!i.to || i.from === i.to) return i.from ?? "";
  return `${i.from} to ${i.to}`;
}

export function where(i: Incident): string {
  const name = i.place ?? "place unsaid";
  return i.country ? `${name}, ${i.country}` : name;
}

/** "2031-03-04T22:40:00Z" -> "2031-03-04 22:40 UTC"; what is no full time stays as it is. */
export function when(iso: string | null): string {
  if (!iso) return "";
  const m = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/.exec(iso);
  if (!m) return iso;
  return `${m[1]} ${m[2]}${m[3] === "Z" ? " UTC" : m[3] ? " " + m[3] : ""}`;
}

export function speaker(c: Claim): string {
  return c.source ?? (c.source_kind === "author" ? "the report itself" : c.source_kind);
}

export function reportName(r: Report | undefined): string {
  if (!r) return "";
  return r.publisher ?? r.author ?? r.id;
}

/** What a claim says, as a sentence of its own would. */
export function content(c: Claim): string {
  if (c.figure) {
    const f = c.figure;
    const of = [f.civilian === "yes" ? "civilian" : "", f.who ?? ""].filter(Boolean).join(" ");
    const n = range(f) || "some";
    return `${f.approximate ? "about " : ""}${n} ${f.effect}${of ? ` (${of})` : ""}${f.party ? `, of ${f.party}` : ""}`;
  }
  if (c.about === "responsibility") return c.party ? `done by ${c.party}` : "responsibility";
  return c.value ? `${c.about}: ${c.value}` : c.about;
}

/** A ruling as one line: "correct figure: 7 → 9-12". */
export function decided(r: Ruling): string {
  const on = r.kind === "undo" ? `ruling ${r.undoes}` : r.kind === "merge" ? `${r.incident} and ${r.other}` : r.other ? `to ${r.other}` : "";
  const change = r.field ? `${r.field}: ${r.was || "unsaid"} → ${r.now || "unsaid"}` : "";
  return [r.kind, on, change].filter(Boolean).join(" ");
}
