# The recipes are short names for commands that can be typed just as well.

# List the recipes.
default:
    @just --list

# The tests that need neither network nor browser.
test:
    cargo test --locked

# Formatting, in place.
fmt:
    cargo fmt

# The program, and the sample archive into public/.
build:
    cargo build --release --locked
    target/release/backfile build

# The sample archive on http://127.0.0.1:1111.
serve:
    cargo run --release --locked -- serve --open

# The reader's half of search, in Node: what it finds in a made archive, and its words against those of Rust.
search: build
    cd tests/search && node --test

# What the index makes of words and postings, written anew for the reader's half.
search-fixtures:
    BACKFILE_SEARCH=write cargo test --locked search

# The sample archive in Chromium, and against the validators.
browser: build
    cd tests/browser && npm ci --no-audit --no-fund && node --test

# Pictures of every kind of page: tests/browser/shots/.
shots: build
    cd tests/browser && npm ci --no-audit --no-fund && SHOTS=1 node --test --test-name-pattern=screenshots pages.test.mjs search.test.mjs

# The benchmark on made-up archives of these sizes: `just bench 1000 100000`.
bench *SIZES:
    cargo bench --locked --bench archive -- run {{SIZES}}

# The benchmark of search: `just bench-search 1000 100000`.
bench-search *SIZES:
    cargo bench --locked --bench archive -- search {{SIZES}}

# The benchmark of the preview: `just bench-preview 1000 100000`.
bench-preview *SIZES:
    cargo bench --locked --bench archive -- preview {{SIZES}}

# The benchmark of imports, of made-up tables of so many articles: `just bench-import 10000 100000`.
bench-import *SIZES:
    cargo bench --locked --bench import -- run {{SIZES}}

# Everything that must hold before a change goes in.
ci:
    .ci/run
