#!/usr/bin/env python3
"""No state, no leaks of names: symbols.py SHARED_LIBRARY STATIC_LIBRARY...

The static libraries may hold no variable that can be written (sections .data and .bss); tables of pointers are
relocated once and read-only after that (.data.rel.ro). The shared library may show casus_* and nothing else."""
import os
import subprocess
import sys
import tempfile

# What gcc puts there itself for sanitizers and coverage is not ours.
NOT_OURS = ("__asan_", "__ubsan_", "__odr_asan", "__gcov", "__llvm", ".L", "_sub_", "__emutls")


def nm(*arguments):
    return subprocess.run(["nm", *arguments], check=True, capture_output=True, text=True).stdout


def mutable(library):
    """[name (object)] of what can be written. nm: B, b in .bss; D, d in .data, and also .data.rel.ro, which the section tells apart."""
    found, object_name = [], "?"
    for line in nm("-f", "sysv", library).splitlines():
        if line.startswith("Symbols from") or line.endswith("]:"):
            object_name = line.rsplit("[", 1)[-1].rstrip("]:")
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) < 7 or cells[3] not in ("OBJECT", "TLS"):
            continue
        section = cells[6].split("\t")[-1].strip()
        writable = section.startswith((".bss", ".data", ".tbss", ".tdata")) and not section.startswith(".data.rel.ro") \
            or section == "*COM*"
        if writable and not cells[0].startswith(NOT_OURS):
            found.append(f"{cells[0]} in {section} of {object_name}")
    return found


def shown(library):
    return [line.split()[-1].split("@")[0] for line in nm("-D", "--defined-only", library).splitlines() if line.strip()]


STATE = """
int casus_counter;
int *casus_state(void) { static int hidden = 3; static const int fine[] = { 1, 2 }; static _Thread_local int each; each++; return fine[each % 2] ? &hidden : 0; }
"""


def unseen():
    """What this check would overlook in a file that keeps state three ways."""
    with tempfile.TemporaryDirectory() as folder:
        source, made = os.path.join(folder, "state.c"), os.path.join(folder, "state.o")
        with open(source, "w", encoding="utf-8") as file:
            file.write(STATE)
        subprocess.run(["cc", "-O0", "-c", source, "-o", made], check=True)
        found = "\n".join(mutable(made))
    wrong = [f"self-check: {name} is not seen" for name in ("casus_counter", "hidden", "each") if name not in found]
    return wrong + (["self-check: a constant is taken for state"] if "fine" in found else [])


def main():
    shared, statics = sys.argv[1], sys.argv[2:]
    faults = [f"{library}: can be written: {name}" for library in statics for name in mutable(library)]
    names = shown(shared)
    faults += [f"{shared}: shows {name}" for name in names if not name.startswith("casus_")]
    faults += unseen()
    if not any(name == "casus_read" for name in names):
        faults.append(f"{shared}: does not show casus_read")
    print("\n".join(faults + [f"{len(names)} names shown, {len(faults)} faults"]))
    sys.exit(1 if faults else 0)


main()
