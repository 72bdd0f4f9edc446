"""The files of the workbench as C arrays: embed.py WEB OUT DEPFILE. WEB/dist is what the front end's build wrote."""
import os
import sys

TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
         ".json": "application/json; charset=utf-8", ".svg": "image/svg+xml", ".woff2": "font/woff2"}


def files_of(dist):
    for folder, _, names in sorted(os.walk(dist)):
        for name in sorted(names):
            yield os.path.join(folder, name)


def main():
    web, target, depfile = sys.argv[1:]
    dist = os.path.join(web, "dist")
    found = list(files_of(dist))
    with open(target, "w", encoding="utf-8") as f:
        f.write('/* Made from web/dist by embed.py. */\n#include "serve/request.h"\n')
        rows = []
        for k, path in enumerate(found):
            with open(path, "rb") as g:
                data = g.read()
            f.write(f"static const unsigned char file_{k}[] = {{")
            for at in range(0, len(data), 40):
                f.write("\n" + ",".join(str(b) for b in data[at:at + 40]) + ",")
            f.write(" 0 };\n")
            url = "/" + os.path.relpath(path, dist).replace(os.sep, "/")
            lasting = "true" if url.startswith("/assets/") else "false"
            kind = TYPES[os.path.splitext(path)[1]]
            rows.append((url, kind, k, len(data), lasting))
            if url == "/index.html":
                rows.append(("/", kind, k, len(data), lasting))
        with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "openapi.json"), "rb") as g:
            data = g.read()
        f.write(f"static const unsigned char openapi[] = {{{','.join(str(b) for b in data)},0}};\n")
        f.write("const File serve_files[] = {\n")
        f.write(f'    {{ "/api/openapi.json", "{TYPES[".json"]}", openapi, {len(data)}, false }},\n')
        for url, kind, k, n, lasting in rows:
            f.write(f'    {{ "{url}", "{kind}", file_{k}, {n}, {lasting} }},\n')
        f.write("    { 0 },\n};\n")
        f.write(f"const size_t serve_n_files = {len(rows) + 1};\n")
    with open(depfile, "w", encoding="utf-8") as f:
        f.write(target + ": " + " ".join(found + [dist]) + "\n")


main()
