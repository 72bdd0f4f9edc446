// What the server says, and asking it.
export interface Range { low: number | null; high: number | null }
export interface Party { party: string; standing: string }
export interface Incident {
  id: number; type: string; from: string | null; to: string | null; place: string | null; country: string | null; lat?: number; lon?: number;
  precision: string | null; killed: Range; injured: Range; civilians_killed: Range; civilians_injured: Range; responsible: Party[];
  grade: string | null; state: string; n_reports: number; n_origins: number; n_claims: number;
}
export interface Figure { effect: string; who: string | null; party: string | null; civilian: string | null; low: number | null; high: number | null; approximate: boolean }
export interface Claim {
  id: number; incident: number | null; report: number; source_kind: string; source: string | null; via: string | null; stance: string; about: string;
  figure: Figure | null; party: string | null; value: string | null; as_of: string | null; revises: number | null; how: string | null;
  origin: number | null; evidence: string; sentence: string; start: number | null; end: number | null;
}
export interface Report {
  report: number; id: string; url: string | null; publisher: string | null; author: string | null; title: string | null; published: string | null;
  captured: string | null; sha256: string; origin: number; n_comments: number;
}
export interface Part { nth: number; role: string; start: number; end: number; author: string | null; published: string | null; handle: string | null; link: string | null; parent: number | null; depth: number }
export interface Mention { type: string; start: number; end: number; name: string | null; country: string | null }
export interface Cell { n: number; id?: number; lat: number; lon: number; precision?: string }
export interface Overview { n: number; n_undated: number; n_unplaced: number; periods: [string, number][]; cells: Cell[] }
export interface IncidentPage { incident: Incident; claims: Claim[]; reports: Report[] }
export interface ReportPage { report: Report; text: string; notes: unknown; parts: Part[]; mentions: Mention[]; claims: Claim[] }
export interface Words { types: string[]; standings: string[]; grades: string[] }

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
