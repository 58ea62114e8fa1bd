//! What can be typed.

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};

use crate::library::{self, Grouping, Sort};
use crate::model::Outcome;

/// Full-text search over California Independent Medical Review determinations, disputed item by
/// disputed item.
#[derive(Debug, Parser)]
#[command(name = "imr", version, max_term_width = 100)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) global: Global,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What every command takes.
#[derive(Debug, ClapArgs)]
pub(super) struct Global {
    /// The index folder
    #[arg(long, global = true, env = "IMR_INDEX", default_value = "index", value_name = "DIR")]
    pub(super) index: PathBuf,
    /// When to use colour (the variable NO_COLOR turns it off, too)
    #[arg(long, global = true, default_value = "auto", value_name = "WHEN")]
    pub(super) color: Color,
    /// Say more
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(super) verbose: u8,
    /// Say nothing but results and errors
    #[arg(short, long, global = true)]
    pub(super) quiet: bool,
    /// Threads to use [default: one a core]
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(super) threads: Option<u16>,
    /// Do not page long results
    #[arg(long, global = true)]
    pub(super) no_pager: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Bring the index up to date with the corpus
    Index(IndexArgs),
    /// Find disputed items
    Search(SearchArgs),
    /// Count items by the values of a field
    Facets(FacetsArgs),
    /// Show one determination
    Show(ShowArgs),
    /// Find items like one
    Similar(SimilarArgs),
    /// Parse letters without indexing, one JSON object a line
    Parse(ParseArgs),
    /// List the fields of the query language
    Fields(FieldsArgs),
    /// Tell whether the index is whole
    Check(CheckArgs),
    /// Print completions for a shell
    Completions(CompletionsArgs),
    /// Print the manual page
    Man,
}

/// How files are read.
#[derive(Debug, ClapArgs)]
pub(super) struct ReadArgs {
    /// Larger files are not read, in megabytes
    #[arg(long, default_value_t = 64, value_name = "MB")]
    pub(super) max_file_size: u64,
    /// A file that takes longer is given up, in seconds
    #[arg(long, default_value_t = 20, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    pub(super) max_file_time: u64,
    /// A PDF that needs more memory is given up, in megabytes
    #[arg(long, default_value_t = 1024, value_name = "MB", value_parser = clap::value_parser!(u64).range(64..))]
    pub(super) max_file_memory: u64,
    /// A command that prints the text of scans; {} stands for the file
    #[arg(long, value_name = "COMMAND")]
    pub(super) ocr: Option<String>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct IndexArgs {
    /// Corpus folders [default: those the index knows, or corpus]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// Make the index anew
    #[arg(long, conflicts_with = "drop")]
    pub(super) rebuild: bool,
    /// Take a corpus folder out of the index
    #[arg(long, value_name = "DIR")]
    pub(super) drop: Vec<PathBuf>,
    /// Try files again that could not be read before
    #[arg(long)]
    pub(super) retry: bool,
    /// Write what became of each file to FILE, as JSON Lines
    #[arg(long, value_name = "FILE")]
    pub(super) report: Option<PathBuf>,
    /// End with an error where a letter could not be read
    #[arg(long)]
    pub(super) strict: bool,
    /// Make what was done safe on disk so often, in seconds
    #[arg(long, default_value_t = 300, value_name = "SECONDS")]
    pub(super) commit_every: u64,
    #[command(flatten)]
    pub(super) read: ReadArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

/// What results are printed as.
#[derive(Debug, ClapArgs)]
pub(super) struct OutputArgs {
    /// What to print
    #[arg(long, default_value = "text")]
    format: OutputFormat,
    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum OutputFormat {
    /// For people
    Text,
    /// One JSON object
    Json,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated values
    Csv,
}

/// How a query is read.
#[derive(Debug, ClapArgs)]
pub(super) struct QueryArgs {
    /// Take words as they are: no abbreviations, brand names or spellings are added
    #[arg(long)]
    pub(super) exact: bool,
    /// Words that mean the same, beside the built-in ones
    #[arg(long, value_name = "FILE")]
    pub(super) vocabulary: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(super) struct SearchArgs {
    /// What to look for; everything, where nothing is named
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    /// What a hit is
    #[arg(long, default_value = "item")]
    pub(super) by: By,
    /// Hits at the most
    #[arg(short = 'n', long, default_value_t = 10, value_name = "N")]
    pub(super) limit: usize,
    /// Hits left out before the first
    #[arg(long, default_value_t = 0, value_name = "N")]
    pub(super) offset: usize,
    /// The order of the hits: score, decided, -decided (newest first), case
    #[arg(long, default_value = "score", allow_hyphen_values = true, value_name = "ORDER")]
    pub(super) sort: SortBy,
    /// Count the matching items by a field, too; may be repeated
    #[arg(long, value_name = "FIELD")]
    pub(super) facet: Vec<String>,
    /// Whether a field's own filter applies to its counts
    #[arg(long, default_value = "conjunctive", value_name = "MODE")]
    pub(super) facet_mode: FacetMode,
    /// Give every matching passage, not only the best
    #[arg(long)]
    pub(super) passages: bool,
    /// Bring the index up to date first
    #[arg(long)]
    pub(super) refresh: bool,
    #[command(flatten)]
    pub(super) words: QueryArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum By {
    /// A disputed item
    Item,
    /// A letter with those of its items that match
    Letter,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum SortBy {
    /// Best match first
    Score,
    /// Oldest decision first
    Decided,
    /// Newest decision first
    #[value(name = "-decided")]
    NewestDecided,
    /// By case number
    Case,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FacetMode {
    /// Counts are of the items that match the whole query
    Conjunctive,
    /// Counts of a field leave out the query's own filter on that field
    Disjunctive,
}

#[derive(Debug, ClapArgs)]
pub(super) struct FacetsArgs {
    /// The field: guideline, page, source (each also with ur. or imr.), category, outcome,
    /// specialty, year, diagnosis, treatment, cited_by, priority, layout, age, gender
    #[arg(value_name = "FIELD")]
    pub(super) field: String,
    /// Count the items that match; all, where nothing is named
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    /// Go one level down, below this value
    #[arg(long, value_name = "PATH", default_value = "")]
    pub(super) under: String,
    /// Give the values of the deepest level with their whole paths, too
    #[arg(long)]
    pub(super) deepest: bool,
    /// Values at the most [default: all]
    #[arg(short = 'n', long, value_name = "N")]
    pub(super) limit: Option<usize>,
    #[command(flatten)]
    pub(super) words: QueryArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

#[derive(Debug, ClapArgs)]
pub(super) struct ShowArgs {
    /// A case number, with #ITEM for one of its items, or the path of a letter
    #[arg(value_name = "CASE|PATH")]
    pub(super) letter: String,
    /// Mark what this query finds
    #[arg(long, value_name = "QUERY")]
    pub(super) query: Option<String>,
    #[command(flatten)]
    pub(super) words: QueryArgs,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

#[derive(Debug, ClapArgs)]
pub(super) struct SimilarArgs {
    /// A case number with the item, CASE#ITEM; the first item, where none is named
    #[arg(value_name = "CASE#ITEM")]
    pub(super) item: String,
    /// Only items decided so: upheld or overturned
    #[arg(long)]
    pub(super) outcome: Option<OutcomeArg>,
    /// Items at the most
    #[arg(short = 'n', long, default_value_t = 10, value_name = "N")]
    pub(super) limit: usize,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum OutcomeArg {
    Upheld,
    Overturned,
}

#[derive(Debug, ClapArgs)]
pub(super) struct ParseArgs {
    /// Letters, and folders of letters
    #[arg(value_name = "FILE|DIR", required = true)]
    pub(super) paths: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) read: ReadArgs,
}

#[derive(Debug, ClapArgs)]
pub(super) struct FieldsArgs {
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

#[derive(Debug, ClapArgs)]
pub(super) struct CheckArgs {
    /// Print the files that could not be read, as JSON Lines
    #[arg(long)]
    pub(super) unreadable: bool,
    /// Try files again that could not be read before
    #[arg(long)]
    pub(super) retry: bool,
    #[command(flatten)]
    pub(super) output: OutputArgs,
}

#[derive(Debug, ClapArgs)]
pub(super) struct CompletionsArgs {
    /// The shell
    pub(super) shell: clap_complete::Shell,
}

impl From<By> for Grouping {
    fn from(by: By) -> Self {
        match by {
            By::Item => Self::Item,
            By::Letter => Self::Letter,
        }
    }
}

impl From<SortBy> for Sort {
    fn from(by: SortBy) -> Self {
        match by {
            SortBy::Score => Self::Score,
            SortBy::Decided => Self::Decided,
            SortBy::NewestDecided => Self::NewestDecided,
            SortBy::Case => Self::Case,
        }
    }
}

impl From<FacetMode> for library::FacetMode {
    fn from(mode: FacetMode) -> Self {
        match mode {
            FacetMode::Conjunctive => Self::Conjunctive,
            FacetMode::Disjunctive => Self::Disjunctive,
        }
    }
}

impl From<OutcomeArg> for Outcome {
    fn from(outcome: OutcomeArg) -> Self {
        match outcome {
            OutcomeArg::Upheld => Self::Upheld,
            OutcomeArg::Overturned => Self::Overturned,
        }
    }
}

impl Default for ReadArgs {
    fn default() -> Self {
        Self { max_file_size: 64, max_file_time: 20, max_file_memory: 1024, ocr: None }
    }
}

impl OutputArgs {
    /// The format asked for.
    pub(super) fn format(&self) -> OutputFormat {
        if self.json { OutputFormat::Json } else { self.format }
    }
}

impl Global {
    /// Threads to use.
    pub(super) fn threads(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        self.threads.map_or_else(cores, usize::from)
    }
}

impl Color {
    /// Makes it the choice of all streams.
    pub(super) fn apply(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}
