# casus. The two commands: `make demo` (install what is missing, build, read the samples, show an incident) and `make test`.
PACKAGES := gcc libc6-dev make meson ninja-build pkg-config python3 libgumbo-dev libsqlite3-dev libutf8proc-dev nettle-dev libcmocka-dev \
  libxml2-dev libcurl4-openssl-dev libpoppler-glib-dev libarchive-dev zlib1g-dev libzstd-dev libdnnl-dev libmicrohttpd-dev
FUZZ_PACKAGES := clang-14 libclang-rt-14-dev
BUILD := build
ASAN := build-asan
FUZZ := build-fuzz
SECONDS_EACH ?= 30
FUZZ_SECONDS ?= 60
PREFIX ?= /usr/local
FILES ?= $(shell git diff --name-only HEAD -- '*.c' '*.h')

PAGES := web/dist/index.html

.PHONY: build demo test bench fuzz format lint install clean packages fuzz-packages node

build: $(PAGES) $(BUILD)/build.ninja
	@ninja -C $(BUILD)

# The workbench's pages, which the command carries inside.
$(PAGES): web/package-lock.json web/build.mjs web/index.html web/tsconfig.json $(wildcard web/src/*) | packages node
	cd web && npm ci --ignore-scripts --no-audit --no-fund --silent && npm run --silent types && npm run --silent build

$(BUILD)/build.ninja: | packages
	meson setup $(BUILD) --prefix $(PREFIX)

demo: build
	@sh tools/demo.sh $(BUILD)/casus

# The unit tests, cases, command and house checks; the same once more under ASan and UBSan; the scores' floors.
# The fuzzers of the formats from outside run side by side, FUZZ_SECONDS each.
# Every suite runs, whatever failed before it; the last line counts over all.
test: build $(ASAN)/build.ninja $(FUZZ)/build.ninja
	@ninja -C $(ASAN)
	@ninja -C $(FUZZ)
	@python3 tests/run.py $(BUILD) $(ASAN) $(FUZZ) $(FUZZ_SECONDS)

$(ASAN)/build.ninja: | packages
	meson setup $(ASAN) -Db_sanitize=address,undefined -Db_lundef=false -Doptimization=1

bench: build
	@python3 bench/run.py $(BUILD)/casus

# For SECONDS_EACH, or RUNS inputs; all of the programs, or those NAMES lists: make fuzz RUNS=10000000 NAMES="html feed"
fuzz: $(FUZZ)/build.ninja
	@ninja -C $(FUZZ)
	@sh fuzz/run.sh $(FUZZ) $(if $(RUNS),runs $(RUNS),seconds $(SECONDS_EACH)) $(NAMES)

$(FUZZ)/build.ninja: | packages fuzz-packages
	CC=clang-14 meson setup $(FUZZ) -Dfuzz=true -Donednn=disabled -Db_sanitize=address,undefined -Db_lundef=false

format:
	@test -z "$(FILES)" || clang-format-14 -i $(FILES)

lint: build
	@run-clang-tidy-14 -quiet -p $(BUILD) '^.*/src/.*\.c$$'

install: build
	meson install -C $(BUILD)

clean:
	rm -rf $(BUILD) $(ASAN) $(FUZZ) web/dist web/node_modules

packages:
	@sh tools/packages.sh $(PACKAGES)

fuzz-packages:
	@sh tools/packages.sh $(FUZZ_PACKAGES)

# Whoever has npm has it from where they like.
node:
	@command -v npm >/dev/null || sh tools/packages.sh nodejs npm
