// What the server says, and asking it.
export interface Range { low: number | null; high: number | null }
export interface Party { party: string; standing: string }
export interface Incident {
  id: number; type: string; from: string | null; to: string | null; place: string | null; country: string | null; lat?: number; lon?: number;
  precision: string | null; killed: Range; injured: Range; civilians_killed: Range; civilians_injured: Range; responsible: Party[];
  grade: string | null; state: string; ruled: string | null; version: number; n_reports: number; n_origins: number; n_claims: number;
}
export interface Figure { effect: string; who: string | null; party: string | null; civilian: string | null; low: number | null; high: number | null; approximate: boolean }
export interface Claim {
  id: number; incident: number | null; report: number; source_kind: string; source: string | null; via: string | null; stance: string; about: string;
  figure: Figure | null; party: string | null; value: string | null; as_of: string | null; revises: number | null; how: string | null;
  origin: number | null; evidence: string; sentence: string; start: number | null; end: number | null;
  state: string | null; ruled: string | null;
}
export interface Report {
  report: number; id: string; url: string | null; publisher: string | null; author: string | null; title: string | null; published: string | null;
  captured: string | null; sha256: string; origin: number; n_comments: number;
}
export interface Part { nth: number; role: string; start: number; end: number; author: string | null; published: string | null; handle: string | null; link: string | null; parent: number | null; depth: number }
export interface Mention { type: string; start: number; end: number; name: string | null; country: string | null }
export interface Cell { n: number; id?: number; lat: number; lon: number; precision?: string }
export interface Overview { n: number; n_undated: number; n_unplaced: number; periods: [string, number][]; cells: Cell[] }
export interface Ruling {
  id: number; kind: string; incident: number | null; other: number | null; claim: number | null; report: number | null; undoes: number | null; undone: number | null;
  field: string | null; was: string | null; now: string | null; person: string; said: string; reason: string | null; words: string | null; placed: boolean;
}
export interface NewRuling { kind: string; incident?: number; other?: number; claim?: number; report?: number; undoes?: number; field?: string; now?: string; reason?: string; version?: number; round?: string }
export interface Waiting { incident: Incident; other: Incident | null; claim: Claim | null; other_claim: Claim | null }
export interface Queue { why: string; items: Waiting[]; next: number | null }
export interface Agreement {
  round: string; fields: { field: string; of_claim: boolean; n: number; differ: number; alpha: number | null }[]; n_differences: number;
  differences: { field: string; claim: number | null; incident: number | null; person: string; value: string | null; other_person: string; other_value: string | null }[];
}
export interface WaitingCount { why: string; n: number; more: boolean }
export interface Count { policy: string; what: string; range: Range; best: number | null; claims: number[]; n_passed_over: number }
export interface Match { report: number; other: number; points: number; threshold: number; parts: { what: string; verdict: "agree" | "differ" | "missing"; points: number }[] }
export interface IncidentPage { incident: Incident; claims: Claim[]; counts: Count[]; matches: Match[]; rejected: Claim[]; rulings: Ruling[]; reports: Report[] }
export interface ReportPage { report: Report; text: string; notes: unknown; parts: Part[]; mentions: Mention[]; claims: Claim[] }
export interface Words { types: string[]; standings: string[]; grades: string[]; stances: string[]; doubts: string[]; rulings: string[]; policies: string[]; audiences: string[]; claim_fields: string[]; incident_fields: string[] }

/** The answer, or an error whose message is the server's own line. */
export async function ask<T>(path: string, signal?: AbortSignal): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, { signal });
  } catch (wrong) {
    if (signal?.aborted) throw wrong;
    throw new Error("The server does not answer. Is `casus serve` still running?");
  }
  const said = await answer.json();
  if (!answer.ok) throw new Error(said.error ?? `The server said ${answer.status}.`);
  return said as T;
}

let token: Promise<{ token: string }> | undefined;

/** Somebody else ruled since this page was loaded. */
export class Conflict extends Error {}

/** Keeps all of them or none. Another process that writes for a moment is waited for. */
export async function rule(person: string, rulings: NewRuling[]): Promise<Ruling[]> {
  for (let tries = 0; ; tries++) {
    token ??= ask<{ token: string }>("/api/session");
    const headers = { "Content-Type": "application/json", "X-Casus-Token": (await token).token };
    const answer = await fetch("/api/rulings", { method: "POST", headers, body: JSON.stringify({ rulings: rulings.map((r) => ({ ...r, person })) }) });
    const said = await answer.json();
    if (answer.ok) return said.rulings;
    if (answer.status === 409) throw new Conflict(said.error);
    token = undefined;                                          // the server was started again: its tokens are new
    if (tries > 1 || (answer.status !== 503 && answer.status !== 403)) throw new Error(said.error ?? `The server said ${answer.status}.`);
  }
}
