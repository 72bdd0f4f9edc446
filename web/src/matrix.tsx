// The claim matrix: questions down, speakers across; a mark says how each stands to it and leads to the sentence.
import type { Claim } from "./api";
import { content, speaker } from "./words";

const MARKS: Record<string, [string, string]> = {
  asserts: ["●", "says"], admits: ["●", "admits"], accuses: ["●", "accuses"], denies: ["○", "denies"], questions: ["◐", "doubts"],
  estimates: ["◐", "estimates"], retracts: ["⊘", "retracts"],
};

function questionOf(c: Claim): string {
  if (c.figure) return c.figure.effect;
  if (c.about === "responsibility") return c.party ? `done by ${c.party}?` : "who did it";
  return c.about;
}

export function Matrix({ claims }: { claims: Claim[] }) {
  const speakers = [...new Set(claims.map(speaker))], questions = [...new Set(claims.map(questionOf))];
  if (!claims.length) return <p>Nothing is said.</p>;
  return <div class="wide" tabIndex={0} role="region" aria-label="Who says what">
    <table class="matrix">
      <thead><tr><td />{speakers.map((s) => <th key={s} scope="col"><bdi>{s}</bdi></th>)}</tr></thead>
      <tbody>{questions.map((q) => <tr key={q}><th scope="row"><bdi>{q}</bdi></th>
        {speakers.map((s) => <td key={s}>{claims.filter((c) => speaker(c) === s && questionOf(c) === q).map((c) => {
          const [mark, word] = MARKS[c.stance] ?? ["·", c.stance];
          return <a key={c.id} href={`#/report/${c.report}?claim=${c.id}`} title={`${s} ${word}: ${content(c)}`} aria-label={`${s} ${word}: ${content(c)}`}>{mark}{c.via ? "›" : ""}</a>;
        })}</td>)}</tr>)}</tbody>
    </table>
    <p class="key">● says · ○ denies · ◐ doubts or estimates · ⊘ retracts · › through another · empty: silent</p>
  </div>;
}
