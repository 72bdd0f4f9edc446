"""A text file as a C string: embed.py IN OUT NAME. Run by the build for schema.sql."""
import sys

source, target, name = sys.argv[1:]
with open(source, encoding="utf-8") as f:
    lines = f.read().splitlines()
with open(target, "w", encoding="utf-8") as f:
    f.write("/* Made from %s by embed.py. */\nextern const char %s[];\nconst char %s[] =\n" % (source.rsplit("/", 1)[-1], name, name))
    for line in lines:
        f.write('    "%s\\n"\n' % line.replace("\\", "\\\\").replace('"', '\\"'))
    f.write("    ;\n")
