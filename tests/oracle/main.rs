//! What a query means, held against an evaluator that scans the parsed items.
//!
//! This is the specification of the query language. Letters and questions are generated; each
//! question ([`ask::Ask`]) can write itself in the query language, and can look at one item and
//! say whether it answers. What the index finds for the written form must be exactly the items
//! that answer, whether or not they are ranked.
//!
//! `PROPTEST_CASES=100000 cargo test --test oracle` asks more; `ORACLE_SEED=7` asks other letters.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod agreement;
mod ask;
mod item;
mod letters;
mod limits;

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use imr_search::index::document::{LetterRecord, StoredItem, documents};
use imr_search::index::ledger::Hash128;
use imr_search::index::{analyzer, schema};
use imr_search::model::{Determination, Format, LetterSource};
use imr_search::query;
use item::Item;
use proptest::prelude::*;
use tantivy::collector::{DocSetCollector, TopDocs};
use tantivy::schema::Value;
use tantivy::{DocAddress, Index, IndexWriter, Searcher, TantivyDocument};

/// The letters, as an index of several segments and as items to scan.
struct Corpus {
    searcher: Searcher,
    fields: schema::Fields,
    items: Vec<Item>,
    numbers: HashMap<DocAddress, usize>,
}

static CORPUS: LazyLock<Corpus> = LazyLock::new(|| Corpus::build(&letters::generate()));

impl Corpus {
    fn build(letters: &[Determination]) -> Self {
        let (schema, fields) = schema::build();
        let index = Index::create_in_ram(schema);
        analyzer::register(index.tokenizers());
        let mut writer: IndexWriter = index.writer_with_num_threads(1, 20_000_000).unwrap();
        writer.set_merge_policy(Box::new(tantivy::indexer::NoMergePolicy));
        let mut items = Vec::new();
        for (number, letter) in letters.iter().enumerate() {
            let id = format!("{number:032x}");
            let indexed = LetterRecord {
                id: Hash128::parse(&id).unwrap(),
                source: LetterSource::file(format!("corpus/{id}.txt"), Format::Txt),
                copies: Vec::new(),
                parser: 1,
                content: Hash128::of(b""),
                determination: letter.clone(),
            };
            for document in documents(&fields, indexed) {
                writer.add_document(document).unwrap();
            }
            items.extend(Item::all_of(&id, letter));
            if number % 40 == 39 {
                writer.commit().unwrap();
            }
        }
        writer.commit().unwrap();
        let searcher = index.reader().unwrap().searcher();
        let mut corpus = Self { searcher, fields, items, numbers: HashMap::new() };
        corpus.number_documents();
        corpus
    }

    /// Finds out which item each document is.
    fn number_documents(&mut self) {
        let all = self.searcher.search(&tantivy::query::AllQuery, &DocSetCollector).unwrap();
        assert_eq!(all.len(), self.items.len(), "every item is a document");
        for address in all {
            let document: TantivyDocument = self.searcher.doc(address).unwrap();
            let json = document.get_first(self.fields.stored).unwrap();
            let stored: StoredItem = serde_json::from_str(json.as_str().unwrap()).unwrap();
            let place = stored.item.as_ref().map(|item| item.item);
            let same =
                |item: &Item| item.letter == stored.letter.id.to_string() && item.place == place;
            self.numbers.insert(address, self.items.iter().position(same).unwrap());
        }
    }

    /// The items that the index finds for a query, without and with ranking.
    fn find(&self, text: &str) -> [BTreeSet<usize>; 2] {
        let query = query::parse(text).unwrap_or_else(|error| panic!("{}", error.report(text)));
        let compiled = query::compile(&query, &self.fields);
        let top = TopDocs::with_limit(self.items.len()).order_by_score();
        let ranked = self.searcher.search(&compiled, &top).unwrap();
        [
            self.find_compiled(&compiled),
            ranked.into_iter().map(|(_, address)| self.numbers[&address]).collect(),
        ]
    }

    /// The items that a compiled query finds.
    fn find_compiled(&self, query: &dyn tantivy::query::Query) -> BTreeSet<usize> {
        let found = self.searcher.search(query, &DocSetCollector).unwrap();
        found.into_iter().map(|address| self.numbers[&address]).collect()
    }

    /// The items that answer a question.
    fn scan(&self, ask: &ask::Ask) -> BTreeSet<usize> {
        (0..self.items.len()).filter(|&number| ask.is_answered_by(&self.items[number])).collect()
    }
}

fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(2500)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn the_index_finds_what_a_scan_finds(ask in ask::any()) {
        let text = ask.to_string();
        let expected = CORPUS.scan(&ask);
        let [found, ranked] = CORPUS.find(&text);
        prop_assert_eq!(&found, &expected, "{}", text);
        prop_assert_eq!(&ranked, &expected, "ranked: {}", text);
        // The canonical form means the same.
        let canonical = query::parse(&text).map(|query| query.to_string()).unwrap_or_default();
        prop_assert_eq!(&CORPUS.find(&canonical)[0], &expected, "{} as {}", text, canonical);
    }
}

/// Questions that nearly every item answers, or none, would test little.
#[test]
fn questions_are_neither_empty_nor_trivial() {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut telling = 0;
    for _ in 0..400 {
        let ask = ask::any().new_tree(&mut runner).unwrap().current();
        let count = CORPUS.scan(&ask).len();
        telling += usize::from(count > 0 && count < CORPUS.items.len());
    }
    assert!(telling > 200, "{telling} of 400 questions tell items apart");
}

/// The score of each item that a query finds.
fn scores(text: &str) -> Vec<(DocAddress, f32)> {
    let query = query::compile(&query::parse(text).unwrap(), &CORPUS.fields);
    let top = TopDocs::with_limit(CORPUS.items.len()).order_by_score();
    let mut found = CORPUS.searcher.search(&query, &top).unwrap();
    found.sort_by_key(|(_, address)| *address);
    found.into_iter().map(|(score, address)| (address, score)).collect()
}

/// The same, but for the order in which parts of a score were added up.
fn same_score(one: f32, other: f32) -> bool {
    (one - other).abs() <= 1e-4 * one.abs()
}

#[test]
fn filters_leave_the_ranking_alone() {
    let all: HashMap<DocAddress, f32> = scores("epidural").into_iter().collect();
    for filters in ["-case:CM99-0000000 layout:* -imr.page:9999", "imr.source:*", "age:[20 TO 80]"]
    {
        let filtered = scores(&format!("epidural {filters}"));
        assert!(!filtered.is_empty());
        for (address, score) in filtered {
            assert!(same_score(all[&address], score), "{filters}: {score} {}", all[&address]);
        }
    }
}

#[test]
fn a_treatment_weighs_more_than_a_summary() {
    let boosted = scores("treatment:lumbar^4");
    let plain: HashMap<DocAddress, f32> = scores("treatment:lumbar").into_iter().collect();
    assert!(boosted.iter().all(|(address, score)| (score / plain[address] - 4.0).abs() < 1e-3));
    let bare: HashMap<DocAddress, f32> = scores("lumbar").into_iter().collect();
    assert!(boosted.iter().all(|(address, score)| bare[address] >= *score - 1e-3));
}

#[test]
fn a_side_that_cited_something_is_found_by_its_name() {
    for (side, source) in [("claims_administrator", "ur.source:*"), ("reviewer", "imr.source:*")] {
        let [found, _] = CORPUS.find(&format!("cited_by:{side}"));
        assert!(!found.is_empty() && found.len() < CORPUS.items.len());
        assert_eq!(found, CORPUS.find(source)[0]);
    }
    assert_eq!(CORPUS.find("cited_by:*")[0], CORPUS.find("source:*")[0]);
}

#[test]
fn a_class_finds_treatments_with_its_drugs() {
    let [found, _] = CORPUS.find("class:opioid");
    assert!(!found.is_empty());
    assert_eq!(found, CORPUS.find("treatment:hydrocodone")[0]);
}
