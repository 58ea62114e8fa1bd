# The scripts of the project. `just` lists them; each line can be typed without it, too.

_list:
    @just --list --unsorted

# index the letters in corpus/ and search them
try QUERY="epidural upheld":
    cargo run --release -- search --refresh "{{QUERY}}" -n 2

# what the README calls the tests
test:
    cargo test

# all that must hold before a change lands
ci:
    .ci/run

# formatting, lints, documentation
check:
    cargo fmt --check
    cargo clippy --all-targets -- -D warnings
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --document-private-items

# licences and sources of the dependencies
deny:
    cargo deny check licenses bans sources

# COUNT generated letters below DIR, with their truth
generate COUNT DIR SEED="1":
    cargo run --release --example generate_corpus -- {{COUNT}} {{DIR}} --seed {{SEED}}

# hostile files below DIR
hostile DIR:
    cargo run --release --example hostile_corpus -- {{DIR}}

# cost beside other engines: WHAT is index, search or engines
compare WHAT *ARGS:
    benches/compare {{WHAT}} {{ARGS}}

# cost of functions
bench:
    cargo bench

# run a fuzz target for SECONDS
fuzz TARGET SECONDS="600":
    cargo fuzz run --sanitizer none {{TARGET}} -- -max_total_time={{SECONDS}} -timeout=10 -rss_limit_mb=3000

# the PDF twins of the letters in scripts/pdf-letters
pdfs:
    scripts/make-pdfs
