// Taking away: the incidents of the filter in another form, the evidence of one. What the server counted meanwhile is told beside the button.
import { useState } from "preact/hooks";
import type { Words } from "./api";
import { useAnswer } from "./use";

const FORMATS = ["csv", "jsonl", "geojson", "jsonld", "ged", "acled", "airwars", "plover"];

interface Taken { waiting: boolean; told?: string[]; wrong?: string }

/** Asks for the file and hands it to the browser to be kept. */
function useFile(): [Taken, (path: string) => Promise<void>] {
  const [taken, setTaken] = useState<Taken>({ waiting: false });
  const take = async (path: string) => {
    setTaken({ waiting: true });
    try {
      const answer = await fetch(path);
      if (!answer.ok) throw new Error((await answer.json()).error);
      const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "casus";
      const link = document.createElement("a"), address = URL.createObjectURL(await answer.blob());
      link.href = address;
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
      setTaken({ waiting: false, told: [name, ...(answer.headers.get("X-Casus-Told") ?? "").split(" | ")] });
    } catch (wrong) {
      setTaken({ waiting: false, wrong: (wrong as Error).message });
    }
  };
  return [taken, take];
}

function Told({ taken }: { taken: Taken }) {
  if (taken.wrong) return <p class="wrong" role="alert">{taken.wrong}</p>;
  return <ul class="told" role="status">{taken.told?.map((line) => <li key={line}>{line}</li>)}</ul>;
}

export function ExportForm({ query }: { query: URLSearchParams }) {
  const words = useAnswer<Words>("/api/words").value;
  const [taken, take] = useFile();
  return <details class="export">
    <summary>Export these incidents</summary>
    <form class="act" aria-label="Export" onSubmit={(e) => {
      e.preventDefault();
      const asked = new URLSearchParams(query);
      for (const [name, value] of new FormData(e.currentTarget)) if (value) asked.set(name, String(value));
      void take("/api/export?" + asked);
    }}>
      <label>Format <select name="format">{FORMATS.map((f) => <option key={f}>{f}</option>)}</select></label>
      <label>Counted by <select name="policy"><option value="">what the format is used to</option>{words?.policies.map((p) => <option key={p}>{p}</option>)}</select></label>
      <label>For <select name="audience">{words?.audiences.map((a) => <option key={a}>{a}</option>)}</select></label>
      <button type="submit" disabled={taken.waiting}>Export</button>
    </form>
    <Told taken={taken} />
  </details>;
}

export function PackButton({ incident }: { incident: number }) {
  const [taken, take] = useFile();
  return <div class="export">
    <button type="button" disabled={taken.waiting} onClick={() => void take(`/api/incidents/${incident}/pack`)}>Evidence pack</button>
    <span class="dim"> everything as it was found, names and places too: for the team</span>
    <Told taken={taken} />
  </div>;
}
