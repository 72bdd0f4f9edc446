import { render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { BlindView } from "./blind";
import { IncidentView } from "./incident";
import { OverviewView } from "./overview";
import { ReportView } from "./report";
import { ReviewView } from "./review";
import { useAddress } from "./use";

function Page({ address }: { address: string }) {
  const [path, query = ""] = address.split("?");
  const incident = /^\/incident\/(\d+)$/.exec(path);
  if (incident) return <IncidentView id={Number(incident[1])} query={query} />;
  const report = /^\/report\/(\d+)$/.exec(path);
  if (report) return <ReportView id={Number(report[1])} claim={Number(new URLSearchParams(query).get("claim")) || undefined} />;
  if (path === "/review") return <ReviewView query={query} />;
  if (path === "/blind") return <BlindView query={query} />;
  if (path === "/") return <OverviewView query={query} />;
  return <p class="empty">No page is called so. <a href="#/">All incidents</a></p>;
}

function App() {
  const address = useAddress();
  const path = address.split("?")[0];
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  // A new page is read from its beginning; the first one is where the browser put us.
  useEffect(() => {
    if (!first.current) main.current?.focus();
    first.current = false;
  }, [path]);
  return <>
    <header class="top"><a class="name" href="#/">casus</a><span class="motto">who says what happened</span><nav aria-label="Screens"><a href="#/">Incidents</a> <a href="#/review">Review</a> <a href="#/blind">Second coding</a></nav></header>
    <main ref={main} tabIndex={-1}><Page address={address} /></main>
    <footer class="foot">Places from GeoNames (CC BY 4.0). Outlines: Natural Earth, as held on the ground; casus takes no side where borders are disputed.</footer>
  </>;
}

render(<App />, document.getElementById("casus")!);
