// The map: outlines on a canvas, incidents as circles above it. Nothing is asked of any other machine.
import { geoEquirectangular, geoPath, type GeoProjection } from "d3-geo";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { feature, mesh, neighbors } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Cell } from "./api";

declare const WORLD: string, WORLD_FINE: string;
type World = Topology<{ countries: GeometryCollection }>;
interface View { lat: number; lon: number; scale: number }                  // scale: pixels a degree

const WIDE = 560, HIGH = 340, LEAST_WIDE = 16, LEAST_HIGH = 10, LEAST = WIDE / 360, MOST = 600, FINE_FROM = 8, NAMES_FROM = 5;
const shapes = new Map<string, Promise<World>>();

function world(path: string): Promise<World> {
  if (!shapes.has(path)) shapes.set(path, fetch(path).then((r) => r.json() as Promise<World>));
  return shapes.get(path)!;
}

function projectionOf(v: View): GeoProjection {
  return geoEquirectangular().scale((v.scale * 180) / Math.PI).center([0, v.lat]).rotate([-v.lon, 0]).translate([WIDE / 2, HIGH / 2]);
}

interface Land { id?: string | number; properties?: { name?: string } }
/** Disputed, or undecided, by Natural Earth: what has no number in ISO 3166, and these that have one. */
const UNDECIDED = ["275", "732"];
const isDisputed = (land: unknown) => { const id = (land as Land).id; return id === undefined || UNDECIDED.includes(String(id)); };

/** Lines in dispute between two lands that have undisputed ones, too: numbers of ISO 3166, the box they lie in (south, west, north, east), what to call them.
 *  Source: our reading of public references; the sides in the order of the alphabet. */
const LINES: [string, string, [number, number, number, number], string][] = [
  ["356", "586", [32.5, 73, 37, 78.5], "India / Pakistan"], ["356", "156", [32, 77, 36, 80.5], "China / India"], ["356", "156", [26.5, 91.5, 29.7, 97.6], "China / India"],
  ["586", "156", [35, 74, 37.3, 78.5], "China / India / Pakistan"], ["376", "760", [32.6, 35.4, 33.5, 36], "Israel / Syria"], ["643", "804", [44, 32, 53, 41], "Russia / Ukraine"],
  ["728", "729", [9, 27, 10.5, 30], "South Sudan / Sudan"], ["818", "729", [21.9, 31, 23.2, 37.5], "Egypt / Sudan"], ["404", "728", [4, 34, 6, 36], "Kenya / South Sudan"],
];

interface Dispute { names: string; at: [number, number]; lines: [number, number][][] }

const isBetween = (a: unknown, b: unknown, p: unknown, q: unknown) => (p === a && q === b) || (p === b && q === a);

/** The runs of a line that lie inside a box. */
function inside(line: [number, number][], [south, west, north, east]: [number, number, number, number]): [number, number][][] {
  const runs: [number, number][][] = [[]];
  for (const [lon, lat] of line) {
    if (lat >= south && lat <= north && lon >= west && lon <= east) runs[runs.length - 1].push([lon, lat]);
    else if (runs[runs.length - 1].length) runs.push([]);
  }
  return runs.filter((run) => run.length > 1);
}

function disputeOf(names: string, lines: [number, number][][]): Dispute[] {
  const longest = [...lines].sort((p, q) => q.length - p.length)[0];
  return longest ? [{ names, at: longest[longest.length >> 1], lines }] : [];
}

/** Each disputed border with the names of its sides and a place on it. */
function disputesOf(shape: World): Dispute[] {
  const lands = shape.objects.countries.geometries, near = neighbors(lands as never);
  const name = (land: unknown) => (land as Land).properties?.name ?? "";
  const between = (a: unknown, b: unknown) => mesh(shape, shape.objects.countries, (p, q) => isBetween(a, b, p, q)).coordinates as [number, number][][];
  const whole = lands.flatMap((a, k) => near[k].flatMap((n) => {
    const b = lands[n], isOne = n > k && (isDisputed(a) || isDisputed(b));
    return isOne ? disputeOf([name(a), name(b)].sort().join(" / "), between(a, b)) : [];
  }));
  const land = (id: string) => lands.find((l) => String((l as Land).id) === id);
  const parts = LINES.flatMap(([a, b, box, names]) => disputeOf(names, between(land(a), land(b)).flatMap((line) => inside(line, box))));
  return [...whole, ...parts];
}

/** Those whose names have room beside the ones before. */
function named(disputes: Dispute[], project: GeoProjection): { names: string; x: number; y: number }[] {
  const placed: { names: string; x: number; y: number }[] = [];
  for (const { names, at } of disputes) {
    const [x, y] = project(at)!, isSeen = x > 0 && x < WIDE && y > 0 && y < HIGH;
    const hasRoom = placed.every((p) => Math.abs(p.y - y) > 12 || Math.abs(p.x - x) > 3.1 * (p.names.length + names.length));
    if (isSeen && hasRoom) placed.push({ names, x, y });
  }
  return placed;
}

/** So that all cells lie inside, with some air around them and enough land to know it by. */
function viewOf(cells: Cell[]): View {
  if (!cells.length) return { lat: 15, lon: 20, scale: LEAST };
  const lats = cells.map((c) => c.lat), lons = cells.map((c) => c.lon);
  const south = Math.min(...lats), north = Math.max(...lats), west = Math.min(...lons), east = Math.max(...lons);
  const scale = Math.min(WIDE / Math.max(LEAST_WIDE, east - west + 2), HIGH / Math.max(LEAST_HIGH, north - south + 2));
  return { lat: (south + north) / 2, lon: (west + east) / 2, scale: clamp(scale * 0.9, LEAST, MOST) };
}

function clamp(x: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, x));
}

function draw(canvas: HTMLCanvasElement, shape: World, disputes: Dispute[], view: View) {
  const ratio = devicePixelRatio || 1;
  canvas.width = WIDE * ratio;
  canvas.height = HIGH * ratio;
  const g = canvas.getContext("2d")!, path = geoPath(projectionOf(view).clipExtent([[-2, -2], [WIDE + 2, HIGH + 2]]), g);
  const style = getComputedStyle(canvas);
  g.scale(ratio, ratio);
  g.beginPath();
  path(feature(shape, shape.objects.countries));
  g.fillStyle = style.getPropertyValue("--land");
  g.fill();
  g.beginPath();
  path(mesh(shape, shape.objects.countries, (a, b) => a !== b && !isDisputed(a) && !isDisputed(b)));
  g.strokeStyle = style.getPropertyValue("--border");
  g.lineWidth = 0.7;
  g.stroke();
  const lines = { type: "MultiLineString" as const, coordinates: disputes.flatMap((d) => d.lines) };
  for (const [colour, width, dash] of [["--land", 2, []], ["--dispute", 1.2, [4, 3]]] as [string, number, number[]][]) {        // what is undisputed elsewhere is wiped out first
    g.beginPath();
    path(lines);
    g.strokeStyle = style.getPropertyValue(colour);
    g.lineWidth = width;
    g.setLineDash(dash);
    g.stroke();
  }
}

interface Props { cells: Cell[]; lit: Set<number>; light: (id?: number) => void; box: string | null; setBox: (box: string) => void; setCell: (degrees: number) => void }

export function WorldMap({ cells, lit, light, box, setBox, setCell }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [moved, setMoved] = useState<View>();
  const grip = useRef<{ x: number; y: number; view: View }>();
  const fitted = useMemo(() => viewOf(cells), [cells]);
  const view = moved ?? fitted;
  const [shape, setShape] = useState<World>();
  const fine = view.scale > FINE_FROM;
  useEffect(() => {
    let here = true;
    world(fine ? WORLD_FINE : WORLD).then((w) => here && setShape(w), () => undefined);
    return () => { here = false; };
  }, [fine]);
  const disputes = useMemo(() => (shape ? disputesOf(shape) : []), [shape]);
  useEffect(() => { if (canvas.current && shape) draw(canvas.current, shape, disputes, view); }, [shape, view]);
  // Squares of about fourteen pixels, in steps, so that not every move asks anew.
  useEffect(() => setCell(clamp(2 ** Math.round(Math.log2(14 / view.scale)), 0.002, 16)), [view.scale]);

  const project = projectionOf(view), most = Math.max(1, ...cells.map((c) => c.n));
  const zoom = (by: number) => setMoved({ ...view, scale: clamp(view.scale * by, LEAST, MOST) });
  const here = () => {
    const [west, north] = project.invert!([0, 0])!, [east, south] = project.invert!([WIDE, HIGH])!;
    setBox([south, west, north, east].map((x) => x.toFixed(3)).join(","));
  };
  return <div class="map">
    <canvas ref={canvas} aria-hidden="true" />
    <svg viewBox={`0 0 ${WIDE} ${HIGH}`} role="group" aria-label="Map of the incidents"
      onPointerDown={(e) => { if ((e.target as Element).tagName !== "circle") grip.current = { x: e.clientX, y: e.clientY, view }; }}
      onPointerMove={(e) => {
        const g = grip.current;
        if (!g) return;
        const pixels = e.currentTarget.clientWidth / WIDE;
        setMoved({ ...g.view, lon: g.view.lon - (e.clientX - g.x) / pixels / g.view.scale, lat: clamp(g.view.lat + (e.clientY - g.y) / pixels / g.view.scale, -89, 89) });
      }}
      onPointerUp={() => { grip.current = undefined; }} onPointerLeave={() => { grip.current = undefined; }}>
      {view.scale >= NAMES_FROM && named(disputes, project).map((d) => <text key={d.names + d.x} class="dispute" x={d.x} y={d.y} text-anchor="middle">{d.names}</text>)}
      {cells.map((c) => {
        const [x, y] = project([c.lon, c.lat])!, r = 3.5 + 9 * Math.sqrt(c.n / most) * (most > 1 ? 1 : 0);
        const area = c.precision === "near" || c.precision === "province" || c.precision === "district" || c.precision === "country";
        const label = c.id ? `incident ${c.id}${area ? `, known to the ${c.precision} only` : ""}` : `${c.n} incidents`;
        const open = () => { if (c.id) location.hash = `#/incident/${c.id}`; else setMoved({ lat: c.lat, lon: c.lon, scale: clamp(view.scale * 4, LEAST, MOST) }); };
        return <circle key={`${c.lat},${c.lon}`} cx={x} cy={y} r={area ? r + 5 : r} class={(area ? "area" : "spot") + (c.id && lit.has(c.id) ? " lit" : "")} role="link" tabIndex={0} aria-label={label}
          onMouseEnter={() => light(c.id)} onMouseLeave={() => light(undefined)} onFocus={() => light(c.id)} onBlur={() => light(undefined)} onClick={open}
          onKeyDown={(e) => { if (e.key === "Enter") open(); }}><title>{label}</title></circle>;
      })}
    </svg>
    <div class="tools">
      <button type="button" onClick={() => zoom(2)} aria-label="Nearer">+</button>
      <button type="button" onClick={() => zoom(0.5)} aria-label="Farther">−</button>
      <button type="button" onClick={() => setMoved(undefined)}>All</button>
      {box ? <button type="button" onClick={() => setBox("")}>Everywhere</button> : <button type="button" onClick={here}>Only here</button>}
    </div>
  </div>;
}
