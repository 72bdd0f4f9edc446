// Builds the workbench into dist/: one page, one script, one style sheet, the map's shapes. Names carry a hash of what is in them.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";

rmSync("dist", { recursive: true, force: true });
mkdirSync("dist/assets", { recursive: true });

function asset(path, name, ending) {
  const hash = createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 12);
  const url = `/assets/${name}.${hash}.${ending}`;
  copyFileSync(path, "dist" + url);
  return url;
}

const coarse = asset("node_modules/world-atlas/countries-110m.json", "world", "json");
const fine = asset("node_modules/world-atlas/countries-50m.json", "world-fine", "json");
const made = await build({
  entryPoints: ["src/main.tsx", "src/style.css"], outdir: "dist/assets", entryNames: "[name].[hash]", bundle: true, minify: true,
  format: "esm", target: "es2021", jsx: "automatic", jsxImportSource: "preact", metafile: true, legalComments: "none",
  define: { WORLD: JSON.stringify(coarse), WORLD_FINE: JSON.stringify(fine) },
});
const out = Object.keys(made.metafile.outputs).map((p) => p.replace(/^dist/, ""));
const page = readFileSync("index.html", "utf8")
  .replace("STYLE", out.find((p) => p.endsWith(".css")))
  .replace("SCRIPT", out.find((p) => p.endsWith(".js")));
writeFileSync("dist/index.html", page);
