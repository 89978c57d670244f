# Two commands set everything up: `make report` and `make test`. They need Go and nothing else.

.DEFAULT_GOAL := help
.PHONY: build report check test e2e clickhouse-up clickhouse-down lint bench load sheet profile fuzz clean help

TOOL       := bin/tradestats
FUZZTIME   ?= 1m
# Tools of the developer have a go.mod of their own, apart from what the product needs.
STATICCHECK := go tool -modfile=tools/go.mod staticcheck

# No paths and no state of git in the binary: the same sources make the same program.
build: ## build bin/tradestats
	go build -trimpath -buildvcs=false -o $(TOOL) ./cmd/tradestats

report: build ## write the edition into reports/
	$(TOOL) report

check: build ## compare reports/ with what the program writes now
	$(TOOL) report --check

test: ## run all tests
	go test ./...

e2e: ## run the tests that need more than Go (Debian: r-base-core chromium fonts-liberation pngcheck clickhouse-server; npm ci in e2e/axe, npm install in e2e/today)
	go test -count=1 -tags e2e ./e2e

clickhouse-up: ## start two ClickHouse servers to try docs/clickhouse.md with; those of e2e are others, and start by themselves
	e2e/clickhouse/servers.sh up bin/clickhouse
	@echo 'clickhouse://127.0.0.1:18123/default/TABLE and 127.0.0.2, the cluster is called shards; make clickhouse-down stops them'

clickhouse-down: ## stop them; what they hold stays in bin/clickhouse
	e2e/clickhouse/servers.sh down bin/clickhouse

lint: ## gofmt, go vet, staticcheck
	@echo 'gofmt -l .'; files=$$(gofmt -l .) || exit 1; \
	  if [ -n "$$files" ]; then echo "not formatted, run gofmt -w on:"; echo "$$files"; exit 1; fi
	go vet ./...
	go vet -tags e2e ./e2e
	$(STATICCHECK) ./...
	$(STATICCHECK) -tags e2e ./e2e

bench: build ## measure time and memory, as ratios within one run
	go test -run '^$$' -bench Analyses -benchmem ./internal/analysis
	go run ./bench

load: build ## load a gallery on loopback (Debian: wrk): kept charts, fresh drawings, memory
	bench/gallery/run.sh

sheet: ## draw every kind of chart in three sizes, three themes, two languages, and the hard cases, into bin/sheet
	rm -rf bin/sheet
	go test -count=1 ./internal/picture -run TestSheet -sheet "$(CURDIR)/bin/sheet"

profile: ## record anew by what profile the compiler optimises (cmd/tradestats/default.pgo)
	go run -trimpath ./bench -record cmd/tradestats/default.pgo

fuzz: ## run each fuzz target for a minute (FUZZTIME=10s for less)
	@for package in $$(go list ./...); do \
	  targets=$$(go test -list '^Fuzz' $$package) || { echo "$$targets"; exit 1; }; \
	  for target in $$(echo "$$targets" | grep '^Fuzz'); do \
	    echo "go test -fuzz $$target -fuzztime $(FUZZTIME) $$package"; \
	    go test -run '^$$' -fuzz "^$$target\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 10x $$package || exit 1; \
	  done; \
	done

clean: ## remove what was built
	rm -rf bin reports/.staging-*

help: ## show this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## /{printf "make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
