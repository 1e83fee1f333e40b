.PHONY: run build test check bench assets

run: assets    # serve ./data, which is filled with a demonstration district at first
	scripts/run
build: assets  # target/release/caretaker, with everything that it needs inside
	cargo build --locked --release --package server
test: assets   # every test, on both databases and in a browser
	scripts/test
check: assets  # format, lints, and the walls of the house
	scripts/check
bench: assets   # requests a second, on this machine, at a million requests
	scripts/bench
assets:        # web/dist: styles, scripts and icons
	scripts/assets
