// The workbench in a real browser: browser.mjs URL AXE. Goes through the screens by keyboard, and lets axe-core look at each. One line a fault.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [, , address, axePath] = process.argv;
const profile = mkdtempSync(join(tmpdir(), "casus-browser-"));
const browser = spawn("chromium", ["--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "about:blank"]);
const faults = [];

/** The browser's own line tells where it listens. */
const endpoint = await new Promise((found, lost) => {
  let said = "";
  browser.stderr.on("data", (bytes) => {
    said += bytes;
    const line = /DevTools listening on (ws:\S+)/.exec(said);
    if (line) found(line[1]);
  });
  browser.on("exit", () => lost(new Error("chromium did not start: " + said)));
});
const socket = new WebSocket(endpoint);
await new Promise((open) => socket.addEventListener("open", open));
const waiting = new Map();
let last = 0;
socket.addEventListener("message", ({ data }) => {
  const said = JSON.parse(data);
  if (said.id) waiting.get(said.id)(said.error ? Promise.reject(new Error(JSON.stringify(said.error))) : said.result);
});
function send(method, params = {}, sessionId = undefined) {
  socket.send(JSON.stringify({ id: ++last, method, params, sessionId }));
  return new Promise((found) => waiting.set(last, found));
}
const { targetId } = await send("Target.createTarget", { url: "about:blank" });
const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
const page = (method, params) => send(method, params, sessionId);

async function value(expression) {
  const { result, exceptionDetails } = await page("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}

async function until(expression, what) {
  for (let tries = 0; tries < 200; tries++) {
    if (await value(`Boolean(${expression})`)) return;
    await new Promise((later) => setTimeout(later, 50));
  }
  throw new Error(`${what} did not come; the page shows: ${await value("document.body.innerText.slice(0, 600)")}`);
}

/** A key decides only once the doubt is shown and the last ruling is kept. */
const ready = () => until("document.querySelector('.review [aria-busy=false]') && document.querySelector('.keys button:last-of-type')?.disabled === false", "the next doubt");
async function decide(key) {
  await ready();
  await press(key);
}

async function press(key) {
  await page("Input.dispatchKeyEvent", { type: "keyDown", key, text: key.length === 1 ? key : "\r" });
  await page("Input.dispatchKeyEvent", { type: "keyUp", key });
}
async function type(text) {
  await page("Input.insertText", { text });
}

function expect(is, what) {
  if (!is) faults.push(what);
}

const axe = readFileSync(axePath, "utf8");
async function look(name) {
  for (const [scheme, width] of [["light", 1100], ["dark", 400]]) {
    await page("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
    await page("Emulation.setDeviceMetricsOverride", { width, height: 900, deviceScaleFactor: 1, mobile: false });
    await value(axe + "; 0");
    const found = await value("axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations.map((v) => [v.impact, v.id, v.nodes[0].html.slice(0, 160)]))");
    for (const [impact, id, html] of found) if (impact === "serious" || impact === "critical") faults.push(`${name} (${scheme}, ${width}): ${impact} ${id}: ${html}`);
    expect(await value("document.documentElement.scrollWidth <= innerWidth"), `${name} (${scheme}, ${width}): is wider than the screen`);
  }
  await page("Emulation.setDeviceMetricsOverride", { width: 1100, height: 900, deviceScaleFactor: 1, mobile: false });
}

const waits = (n) => `[...document.querySelectorAll('.whys b')][0]?.innerText === '${n}'`;

try {
  await page("Page.navigate", { url: address });
  await until("document.querySelector('.list tbody tr')", "the list");
  await look("overview");
  await value("document.querySelector('.list tbody a').focus()");
  await until("document.querySelector('tr.lit') && document.querySelector('.bar.lit')", "the list and the timeline lit together");
  await value("document.querySelector('.bar').focus()");
  await until("document.querySelector('.bar.lit') && document.querySelector('tr.lit')", "the rows of a period lit");
  const all = Number(await value("document.querySelectorAll('.list tbody tr').length"));
  await value("(() => { const f = document.querySelector('.filters input'); f.value = 'Tal Amal'; f.dispatchEvent(new Event('input')); f.dispatchEvent(new Event('change')); })()");
  await until(`location.hash.includes('Tal') && document.querySelectorAll('.list tbody tr').length < ${all}`, "the filtered list");
  await value("[...document.querySelectorAll('details.tray, details.export')].forEach((d) => { d.open = true; })");
  await until("document.querySelector('.tray li a')", "the tray of what has no point");
  await until("document.querySelector('.export [name=audience] option')", "the form to export with");
  await look("overview, filtered");
  await value("document.querySelector('.export [name=audience]').value = 'public'");
  await value("document.querySelector('form[aria-label=Export]').requestSubmit()");
  await until("document.querySelector('.told')?.innerText.includes('for the public')", "what was exported");
  expect((await value("document.querySelector('.told').innerText")).includes("Withheld"), "the export does not tell what was withheld");
  await value("document.querySelector('.filters a').click()");
  await until(`document.querySelectorAll('.list tbody tr').length === ${all}`, "the whole list again");
  const first = await value("document.querySelector('.list tbody a').getAttribute('href')");
  await value(`document.querySelector('.list tbody a').focus()`);
  await press("Enter");
  await until("location.hash === '" + first + "' && document.querySelector('article.incident h1')", "the incident");
  await look("incident");
  await value("document.querySelector('.words').click()");
  await until("document.querySelector('article.report mark.chosen')", "the sentence");
  await look("report");

  await value("location.hash = '#/review'");
  await until("document.querySelector('.review blockquote') && document.querySelector('.whys b')", "the review");
  await look("review");
  const n = Number(await value("document.querySelector('.whys b').innerText"));
  await decide("a");
  await until("document.querySelector('.wrong')", "the question for a name");
  await value("document.querySelector('.person input').focus()");
  await type("A. Reader");
  await value("document.activeElement.blur()");
  await decide("a");
  await until(waits(n - 1), "one claim less");
  await decide("u");
  await until(waits(n), "the claim again");
  await decide("r");
  await until(waits(n - 1), "a claim rejected");
  await decide("c");
  await until("document.querySelector('form.act select') === document.activeElement && document.querySelector('form.act option')", "the correction");
  await value("document.querySelector('form.act [name=field]').value = 'source'");
  await value("document.querySelector('form.act [name=now]').focus()");
  await type("hospital of Osmar");
  await press("Enter");
  await until(waits(n - 2), "a claim corrected");
  await value("document.activeElement.blur()");
  await ready();
  const sentence = await value("document.querySelector('.review blockquote').innerText");
  await decide("n");
  await until(`document.querySelector('.review blockquote')?.innerText !== ${JSON.stringify(sentence)}`, "the next claim");

  await value(`location.hash = '${first}'`);
  await until("document.querySelector('.decide')", "the forms");
  await value("document.querySelector('.decide').open = true");
  await until("document.querySelector('form[aria-label=Correct] option')", "the fields that can be corrected");
  await look("incident, ruling");
  await value("(() => { const f = document.querySelector('form[aria-label=Correct]'); f.field.value = 'killed'; f.now.value = '40-44'; f.reason.value = 'their list'; f.requestSubmit(); })()");
  await until("document.querySelector('.summary').innerText.includes('40–44')", "the corrected range");
  expect(await value("document.querySelector('.history').innerText.includes('their list')"), "the history does not tell the reason");
  await value("[...document.querySelectorAll('.history button')].at(-1).click()");
  await until("!document.querySelector('.summary').innerText.includes('40–44')", "the undone range");

  const richest = await value("fetch('/api/incidents').then((r) => r.json()).then((l) => l.incidents.sort((a, b) => b.n_claims - a.n_claims)[0].id)");
  await value(`location.hash = '#/incident/${richest}'`);
  await until("document.querySelector('.ladder circle.part-of')", "a part of the dead as a point");
  expect(await value("[...document.querySelectorAll('.ladder path')].some((p) => p.getAttribute('d').includes('H'))"), "no speaker's figures are a step chart");
  const partsInSteps = "[...document.querySelectorAll('.ladder g[class]')].some((g) => g.querySelectorAll('circle:not(.part-of), rect').length !== (g.querySelector('path').getAttribute('d').match(/[MH]/g) ?? []).length)";
  expect(!(await value(partsInSteps)), "a part moves a step");

  await value(`location.hash = '#/incident/${richest}?policy=origins'`);
  await until("document.querySelector('.counted')", "what the policy counts");
  expect((await value("document.querySelector('.policies').innerText")).includes("origin"), "the policy is not told");
  await value("document.querySelector('.policies select').value = 'lowest'; document.querySelector('.policies select').dispatchEvent(new Event('change'))");
  await until("location.hash.endsWith('policy=lowest') && !document.querySelector('.summary').innerText.split('Injured')[0].includes('–')", "the lowest number alone");
  await value("document.querySelector('.matches').open = true");
  expect((await value("document.querySelector('.matches').innerText")).includes("Agree:"), "the matches are not explained");
  await value("document.querySelector('.summary b a').click()");
  await until("document.querySelector('article.report mark.chosen')", "the words of a number");
  await value(`location.hash = '#/incident/${richest}'`);
  await until("document.querySelector('.export button')", "the button of the evidence pack");
  await value("document.querySelector('.export button').click()");
  await until("document.querySelector('.told')?.innerText.match(/[0-9a-f]{64}/)", "the seal of the pack");

  const reports = Number(await value("document.querySelectorAll('.sources li > span').length"));
  await value("document.querySelector('.decide').open = true");
  await value("(() => { const f = document.querySelector('form[aria-label=\"Split off\"]'); f.report[0].checked = true; f.reason.value = 'another day'; f.requestSubmit(); })()");
  await until(`document.querySelectorAll('.sources li > span').length === ${reports - 1}`, "the incident without what was split off");
  const away = await value("fetch('/api/incidents').then((r) => r.json()).then((l) => Math.max(...l.incidents.map((i) => i.id)))");
  await value("document.querySelector('.decide').open = true");
  await value(`(() => { const f = document.querySelector('form[aria-label=Merge]'); f.other.value = '${away}'; f.requestSubmit(); })()`);
  await until(`document.querySelectorAll('.sources li > span').length === ${reports}`, "the incident merged again");
  await value("[...document.querySelectorAll('.history button')].at(-1).click()");
  await until(`document.querySelectorAll('.sources li > span').length === ${reports - 1}`, "the merge undone");
  await value("[...document.querySelectorAll('.history li')].find((li) => li.innerText.includes('split')).querySelector('button').click()");
  await until(`document.querySelectorAll('.sources li > span').length === ${reports}`, "the split undone");

  const number = first.split("/").at(-1), coding = `#/blind?round=spring&incident=${number}`;
  const codeAs = async (name) => {
    await value(`location.hash = '#/'`);
    await value(`localStorage.setItem('person', '${name}')`);
    await value(`location.hash = '${coding}'`);
    await until(`document.querySelector('.coded form option') && document.querySelector('.person input')?.value === '${name}'`, `the claims for ${name}`);
  };
  await codeAs("A. Reader");
  await value("document.querySelector('.coded button[aria-label^=Accept]').click()");
  await until("document.querySelector('.coded .ruled')?.innerText.includes('accept')", "the coding of the first");
  await look("second coding");
  await codeAs("B. Reader");
  await until("document.querySelector('.review section p a')", "the incident that is coded");
  expect(!(await value("document.querySelector('.coded .ruled')")), "the second coder sees the first one's rulings");
  await value("document.querySelector('.coded button[aria-label^=Reject]').click()");
  await until("document.querySelector('.coded .ruled')?.innerText.includes('reject')", "the coding of the second");
  await value("document.querySelector('.coded a[href^=\"#/report/\"]').click()");
  await until("document.querySelector('article.report a[href^=\"#/blind?report=\"]')", "the way from a report to its coding");
  const ofReport = await value("document.querySelector('article.report a[href^=\"#/blind?report=\"]').getAttribute('href')");
  await value(`location.hash = '${ofReport}&round=autumn'`);
  await until("document.querySelector('.coded form option')", "the claims of a report");
  await value("document.querySelector('.coded button[aria-label^=Accept]').click()");
  await until("document.querySelector('.coded .ruled')?.innerText.includes('accept')", "the coding of a report's claim");
  await value("location.hash = '#/blind?round=spring&compare'");
  await until("document.querySelector('.differences li')?.innerText.includes('B. Reader says reject')", "the disagreement");
  await look("agreement");

  await value("location.hash = '#/'");
  await until("document.querySelector('.map canvas')?.width > 300", "the map");
} catch (wrong) {
  faults.push(wrong.message);
}
for (const fault of faults) console.log(fault);
await send("Browser.close").catch(() => {});
await new Promise((gone) => browser.on("exit", gone));
rmSync(profile, { recursive: true, force: true });
process.exit(faults.length ? 1 : 0);
