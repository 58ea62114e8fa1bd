//! The way of a letter into the index, stage by stage.

use std::path::{Path, PathBuf};

use imr_search::corpus::{self, Root};
use imr_search::extract::{Extractor, Limits, Text};
use imr_search::index::document::{LetterRecord, documents};
use imr_search::index::identity::letter_id;
use imr_search::index::ledger::Hash128;
use imr_search::index::{analyzer, schema};
use imr_search::ingest::files_below;
use imr_search::letter::{self, PARSER_VERSION};
use imr_search::model::{Determination, Format, LetterSource};
use rayon::prelude::*;
use serde_json::{Value, json};
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::tokenizer::{
    Language, LowerCaser, RemoveLongFilter, SimpleTokenizer, Stemmer, TextAnalyzer,
};
use tantivy::{Index, IndexSettings, IndexWriter, TantivyDocument};

use crate::clock::Clock;

const THREADS: usize = 2;
/// Bytes a writer thread may hold, as `imr index` has it.
const MEMORY: usize = 96 << 20;

fn letters(folder: &Path) -> Vec<PathBuf> {
    let Ok(root) = Root::open(folder) else { return Vec::new() };
    let mut files = files_below(&root);
    files.retain(|path| path.extension().is_some_and(|end| end == "txt" || end == "pdf"));
    files
}

fn in_threads<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(THREADS).build() {
        Ok(pool) => pool.install(work),
        Err(_) => work(),
    }
}

pub(crate) fn read(folder: &Path) -> Value {
    let clock = Clock::start();
    let bytes: usize = in_threads(|| {
        letters(folder)
            .par_iter()
            .filter_map(|path| corpus::read(path, u64::MAX).ok())
            .map(|r| r.0.len())
            .sum()
    });
    clock.stop(&json!({ "bytes": bytes }))
}

pub(crate) fn extract(folder: &Path) -> Value {
    let files = letters(folder);
    let clock = Clock::start();
    let sizes = extracted(&files, |text| text.body.len());
    clock.stop(&json!({ "letters": sizes.len(), "bytes": sizes.iter().sum::<usize>() }))
}

/// What `keep` makes of the text of each file that has one.
fn extracted<T: Send>(files: &[PathBuf], keep: impl Fn(Text) -> T + Sync) -> Vec<T> {
    let program = std::env::current_exe().unwrap_or_default();
    let extractor = || Extractor::new(&program, Limits::default(), None);
    in_threads(|| {
        files
            .par_iter()
            .map_init(extractor, |extractor, path| {
                let (bytes, ..) = corpus::read(path, u64::MAX).ok()?;
                extractor.extract(path, &bytes).ok().map(&keep)
            })
            .flatten()
            .collect()
    })
}

fn texts(folder: &Path) -> Vec<Text> {
    extracted(&letters(folder), |text| text)
}

fn parsed(folder: &Path) -> Vec<Determination> {
    let texts = texts(folder);
    in_threads(|| texts.par_iter().map(letter::parse).collect())
}

pub(crate) fn parse(folder: &Path) -> Value {
    let texts = texts(folder);
    let bytes: usize = texts.iter().map(|text| text.body.len()).sum();
    let clock = Clock::start();
    let items: usize = texts.iter().map(|text| letter::parse(text).items.len()).sum();
    clock.stop(&json!({ "letters": texts.len(), "items": items, "bytes": bytes }))
}

pub(crate) fn identify(folder: &Path) -> Value {
    let letters = parsed(folder);
    let clock = Clock::start();
    let content = Hash128::of(b"");
    let distinct: usize =
        letters.iter().filter(|letter| letter_id(letter, content) != content).count();
    clock.stop(&json!({ "letters": distinct }))
}

pub(crate) fn document(folder: &Path) -> Value {
    let (_, fields) = schema::build();
    let letters = parsed(folder);
    let clock = Clock::start();
    let mut count = 0;
    for (number, letter) in letters.into_iter().enumerate() {
        count += as_documents(&fields, number, letter).len();
    }
    clock.stop(&json!({ "documents": count }))
}

pub(crate) fn engine(folder: &Path) -> Value {
    let (_, fields) = schema::build();
    let letters = parsed(folder);
    let batches: Vec<Vec<TantivyDocument>> = in_threads(|| {
        letters
            .into_par_iter()
            .enumerate()
            .map(|(n, letter)| as_documents(&fields, n, letter))
            .collect()
    });
    let count: usize = batches.iter().map(Vec::len).sum();
    match write(batches) {
        Ok(clock) => clock.stop(&json!({ "documents": count })),
        Err(error) => json!({ "error": error.to_string() }),
    }
}

fn as_documents(
    fields: &schema::Fields,
    number: usize,
    letter: Determination,
) -> Vec<TantivyDocument> {
    let indexed = LetterRecord {
        id: Hash128::of(&number.to_le_bytes()),
        source: LetterSource::file(format!("{number}.txt"), Format::Txt),
        copies: Vec::new(),
        parser: PARSER_VERSION,
        content: Hash128::of(&number.to_le_bytes()),
        determination: letter,
    };
    documents(fields, indexed)
}

/// Writes the documents with tantivy's `en_stem` in place of our analyzer. The clock starts with
/// the first document.
fn write(batches: Vec<Vec<TantivyDocument>>) -> tantivy::Result<Clock> {
    let folder = std::env::temp_dir().join(format!("imr-measure-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let (schema, _) = schema::build();
    let settings = IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor { compression_level: Some(3) }),
        docstore_blocksize: 32 << 10,
        ..IndexSettings::default()
    };
    let index = Index::builder().schema(schema).settings(settings).create_in_dir(&folder)?;
    analyzer::register(index.tokenizers());
    let en_stem = TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(RemoveLongFilter::limit(40))
        .filter(LowerCaser)
        .filter(Stemmer::new(Language::English))
        .build();
    index.tokenizers().register(analyzer::NAME, en_stem);
    let mut writer: IndexWriter = index.writer_with_num_threads(THREADS, THREADS * MEMORY)?;
    let clock = Clock::start();
    for batch in batches {
        for document in batch {
            writer.add_document(document)?;
        }
    }
    writer.commit()?;
    writer.wait_merging_threads()?;
    std::fs::remove_dir_all(&folder)?;
    Ok(clock)
}
