# What people type. `make` alone prints the targets.

PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
RELEASE = .build/release/dari
LIVE = .build/release/dari-live
BINDIR = $(DESTDIR)$(PREFIX)/bin
MANDIR = $(DESTDIR)$(PREFIX)/share/man/man1
BASHDIR = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
ZSHDIR = $(DESTDIR)$(PREFIX)/share/zsh/site-functions
FISHDIR = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
SECONDS ?= 60
COUNT ?= 1000000
SEED ?= 1
SOURCES = Sources Tests Package.swift

.DEFAULT_GOAL := help
.PHONY: help demo test bench fuzz attack format lint generate samples release install uninstall clean

help: ## print this list
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | while IFS="$$(printf '\t')" read -r target words; do \
	  printf '  make %-10s %s\n' "$$target" "$$words"; done
	@printf '\n  make install takes PREFIX=%s\n' "$(PREFIX)"

demo: ## build the compiler, the shipped routines and their manuals, and render one prompt
	@scripts/setup.sh libraries
	$(SWIFT) build --product dari
	$(SWIFT) build --product dari-live
	@scripts/demo.sh .build/debug/dari

test: ## everything: unit tests, fixtures, and the independent judges
	@scripts/setup.sh libraries test pdf
	$(SWIFT) build --build-tests
	$(SWIFT) test --skip-build --parallel
	Tests/Judges/run.sh

bench: ## measure start-up, checking, rendering and testing of a release build
	@scripts/setup.sh libraries test
	@.venv/bin/pip install --quiet --requirement Benchmarks/requirements.txt
	@if [ -f Benchmarks/Package.swift ]; then $(SWIFT) run -c release --package-path Benchmarks; \
	else echo "make bench: there is no Benchmarks/Package.swift" >&2; exit 1; fi

fuzz: ## look for bytes that break parser, checker or formatter, for SECONDS=60
	@scripts/setup.sh libraries
	scripts/fuzz.sh $(SECONDS)

attack: ## render random templates with hostile values and read them back, COUNT=1000000 times
	@scripts/setup.sh libraries
	scripts/attack.sh $(COUNT) $(SEED)

format: ## lay out all Swift sources
	$(SWIFT) format --in-place --parallel --recursive $(SOURCES)

lint: ## check the layout, and that generated files are up to date
	$(SWIFT) format lint --strict --parallel --recursive $(SOURCES)
	@scripts/setup.sh generate
	$(SWIFT) run dari-dev generate --check

generate: ## write the files that are made from others
	@scripts/setup.sh generate
	$(SWIFT) run dari-dev generate

samples: ## write the sample manuals and the pictures of them in Documentation
	@scripts/setup.sh libraries test pdf
	$(SWIFT) build --product dari
	scripts/samples.sh .build/debug/dari

release: ## the binaries as they are installed: Swift's library inside, symbols stripped
	@scripts/setup.sh libraries
	$(SWIFT) build -c release --static-swift-stdlib --product dari
	$(SWIFT) build -c release --static-swift-stdlib --product dari-live
	strip $(RELEASE) $(LIVE)

# Built as you, copied as whoever may: `make release && sudo make install`.
install: release ## install the release binaries, completions and the man page below PREFIX
	install -d $(BINDIR) $(MANDIR) $(BASHDIR) $(ZSHDIR) $(FISHDIR)
	install -m 755 $(RELEASE) $(BINDIR)/dari
	install -m 755 $(LIVE) $(BINDIR)/dari-live
	$(RELEASE) --generate-completion-script bash > $(BASHDIR)/dari
	$(RELEASE) --generate-completion-script zsh > $(ZSHDIR)/_dari
	$(RELEASE) --generate-completion-script fish > $(FISHDIR)/dari.fish
	$(RELEASE) --experimental-dump-help | scripts/man-page.sh > $(MANDIR)/dari.1
	@echo "installed $(BINDIR)/dari and $(BINDIR)/dari-live"

uninstall: ## remove what install put there
	rm -f $(BINDIR)/dari $(BINDIR)/dari-live $(MANDIR)/dari.1 $(BASHDIR)/dari $(ZSHDIR)/_dari $(FISHDIR)/dari.fish

clean: ## remove everything that was built
	$(SWIFT) package clean
	rm -rf build .venv .venv-litellm .venv-weasyprint Fuzz/.build
