//! What the functions on a letter's way cost, over the letters in `corpus/`: `cargo bench`.

#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on has failed")]

use std::path::{Path, PathBuf};

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use imr_search::corpus::Root;
use imr_search::extract::{self, Text};
use imr_search::fields::FieldId;
use imr_search::index::analyzer;
use imr_search::index::document::{LetterRecord, documents};
use imr_search::index::identity::letter_id;
use imr_search::index::ledger::Hash128;
use imr_search::index::schema;
use imr_search::ingest::files_below;
use imr_search::letter::{self, PARSER_VERSION};
use imr_search::model::{Determination, Format, LetterSource};
use imr_search::query::highlight::Marks;
use imr_search::query::{self, Vocabulary};

fn main() {
    divan::main();
}

const QUERIES: [&str; 4] = [
    "epidural upheld",
    "(knee OR shoulder) surgery -\"physical therapy\" decided:[2014 TO 2016]",
    "imr.page:46 imr.guideline:\"chronic pain\"",
    "inject* hydrocodnoe~1 \"low back\"~3",
];

fn files(extension: &str) -> Vec<PathBuf> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut files = Root::open(&corpus).map(|root| files_below(&root)).unwrap_or_default();
    files.retain(|path| path.extension().is_some_and(|end| end == extension));
    files
}

fn bytes(extension: &str) -> Vec<Vec<u8>> {
    files(extension).iter().filter_map(|path| std::fs::read(path).ok()).collect()
}

fn texts() -> Vec<Text> {
    bytes("txt").iter().filter_map(|bytes| extract::extract_in_process(bytes).ok()).collect()
}

fn letters() -> Vec<Determination> {
    texts().iter().map(letter::parse).collect()
}

fn size(texts: &[Text]) -> BytesCount {
    BytesCount::new(texts.iter().map(|text| text.body.len()).sum::<usize>())
}

#[divan::bench(args = ["txt", "pdf"])]
fn extract(bencher: Bencher, extension: &str) {
    let files = bytes(extension);
    bencher
        .counter(BytesCount::new(files.iter().map(Vec::len).sum::<usize>()))
        .bench(|| files.iter().filter(|bytes| extract::extract_in_process(bytes).is_ok()).count());
}

#[divan::bench]
fn parse_letters(bencher: Bencher) {
    let texts = texts();
    bencher
        .counter(size(&texts))
        .bench(|| texts.iter().map(|text| letter::parse(text).items.len()).sum::<usize>());
}

#[divan::bench]
fn tell_letters_apart(bencher: Bencher) {
    let letters = letters();
    let content = Hash128::of(b"");
    bencher
        .counter(ItemsCount::new(letters.len()))
        .bench(|| letters.iter().filter(|letter| letter_id(letter, content) != content).count());
}

#[divan::bench]
fn make_documents(bencher: Bencher) {
    let letters = letters();
    let (_, fields) = schema::build();
    let indexed = |letter: Determination| LetterRecord {
        id: Hash128::of(b""),
        source: LetterSource::file("letter.txt", Format::Txt),
        copies: Vec::new(),
        parser: PARSER_VERSION,
        content: Hash128::of(b""),
        determination: letter,
    };
    bencher.counter(ItemsCount::new(letters.len())).with_inputs(|| letters.clone()).bench_values(
        |letters| {
            letters
                .into_iter()
                .map(|letter| documents(&fields, indexed(letter)).len())
                .sum::<usize>()
        },
    );
}

#[divan::bench]
fn analyze_text(bencher: Bencher) {
    let texts = texts();
    bencher.counter(size(&texts)).bench(|| {
        let mut analyzer = analyzer::build();
        let mut terms = 0;
        for text in &texts {
            analyzer.token_stream(&text.body).process(&mut |_| terms += 1);
        }
        terms
    });
}

#[divan::bench(args = QUERIES)]
fn read_query(bencher: Bencher, typed: &str) {
    let (_, fields) = schema::build();
    bencher.bench(|| {
        let query = query::parse(typed).unwrap().expand(Vocabulary::built_in());
        query::compile(&query, &fields)
    });
}

#[divan::bench(args = QUERIES)]
fn mark_texts(bencher: Bencher, query: &str) {
    let texts = texts();
    let marks = Marks::of(&query::parse(query).unwrap().expand(Vocabulary::built_in()));
    bencher.counter(size(&texts)).bench(|| {
        let found = |text: &Text| marks.find(FieldId::Rationale, &text.body).len();
        texts.iter().map(found).sum::<usize>()
    });
}
